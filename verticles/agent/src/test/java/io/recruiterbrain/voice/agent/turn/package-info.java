@NullMarked
package io.recruiterbrain.voice.agent.turn;

import org.jspecify.annotations.NullMarked;
