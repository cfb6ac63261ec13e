/** The commands of the program. */
@NullMarked
package io.recruiterbrain.voice.launcher.command;

import org.jspecify.annotations.NullMarked;
