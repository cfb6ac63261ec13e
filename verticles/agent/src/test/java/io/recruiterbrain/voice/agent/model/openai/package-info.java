/** OpenAI's adapter against a server that speaks the vendor's protocol. */
@NullMarked
package io.recruiterbrain.voice.agent.model.openai;

import org.jspecify.annotations.NullMarked;
