/** The program: commands, configuration, wiring. */
@NullMarked
package io.recruiterbrain.voice.launcher;

import org.jspecify.annotations.NullMarked;
