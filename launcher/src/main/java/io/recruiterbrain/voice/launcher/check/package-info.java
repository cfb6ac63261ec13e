/** Tries each component of a node alone. */
@NullMarked
package io.recruiterbrain.voice.launcher.check;

import org.jspecify.annotations.NullMarked;
