/** Turns: what was said by whom, and the messages that save and read them. */
@NullMarked
package io.recruiterbrain.voice.contract.turn;

import org.jspecify.annotations.NullMarked;
