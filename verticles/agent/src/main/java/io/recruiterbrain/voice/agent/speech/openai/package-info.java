/** Speech servers that speak OpenAI's audio API: OpenAI's own, or a local one. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.openai;

import org.jspecify.annotations.NullMarked;
