/** When a turn begins and ends, as a pure state machine. */
@NullMarked
package io.recruiterbrain.voice.agent.turn;

import org.jspecify.annotations.NullMarked;
