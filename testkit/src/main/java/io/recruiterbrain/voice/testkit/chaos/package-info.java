/** Runs with faults: real nodes, simulated candidates, broken processes and networks by a seed, and the proof of what was kept. */
@NullMarked
package io.recruiterbrain.voice.testkit.chaos;

import org.jspecify.annotations.NullMarked;
