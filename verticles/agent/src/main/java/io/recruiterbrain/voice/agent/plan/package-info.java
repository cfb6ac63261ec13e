/** What is asked next and when the interview closes, as a pure state machine. */
@NullMarked
package io.recruiterbrain.voice.agent.plan;

import org.jspecify.annotations.NullMarked;
