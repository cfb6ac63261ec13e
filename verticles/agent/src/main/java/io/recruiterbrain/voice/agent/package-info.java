/** Conducts interviews: a supervisor for each node, one virtual-thread verticle for each room. */
@NullMarked
package io.recruiterbrain.voice.agent;

import org.jspecify.annotations.NullMarked;
