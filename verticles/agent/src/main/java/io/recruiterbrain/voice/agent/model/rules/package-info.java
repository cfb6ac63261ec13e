/** The interviewer without a language model: question bank and rules. */
@NullMarked
package io.recruiterbrain.voice.agent.model.rules;

import org.jspecify.annotations.NullMarked;
