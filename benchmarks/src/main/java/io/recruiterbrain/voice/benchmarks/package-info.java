/** What the parts cost, measured with JMH; README.md has the commands and the figures. */
@NullMarked
package io.recruiterbrain.voice.benchmarks;

import org.jspecify.annotations.NullMarked;
