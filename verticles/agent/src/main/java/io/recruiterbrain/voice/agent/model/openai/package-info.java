/** OpenAI's chat completions, and whatever speaks like them, as the interviewer's language model. */
@NullMarked
package io.recruiterbrain.voice.agent.model.openai;

import org.jspecify.annotations.NullMarked;
