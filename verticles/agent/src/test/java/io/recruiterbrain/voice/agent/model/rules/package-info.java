/** The rule-based interviewer under test. */
@org.jspecify.annotations.NullMarked
package io.recruiterbrain.voice.agent.model.rules;
