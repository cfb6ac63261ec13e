/** The rule-based interviewer under test. */
@NullMarked
package io.recruiterbrain.voice.agent.model.rules;

import org.jspecify.annotations.NullMarked;
