/** The servers of a production line and what load on them costs a node. */
@NullMarked
package io.recruiterbrain.voice.benchmarks.figures.production;

import org.jspecify.annotations.NullMarked;
