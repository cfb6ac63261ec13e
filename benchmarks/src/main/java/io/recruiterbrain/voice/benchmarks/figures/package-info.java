/** What a user of a running node sees: delays, interruptions, load. Started by {@code benchmarks/figures}. */
@NullMarked
package io.recruiterbrain.voice.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
