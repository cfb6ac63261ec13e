/** Faults, and the order in which a seed brings them. */
@NullMarked
package io.recruiterbrain.voice.testkit.chaos.fault;

import org.jspecify.annotations.NullMarked;
