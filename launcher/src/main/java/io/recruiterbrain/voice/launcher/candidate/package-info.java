/** A simulated candidate: the browser's part of an interview, in Java, against any running instance. */
@NullMarked
package io.recruiterbrain.voice.launcher.candidate;

import org.jspecify.annotations.NullMarked;
