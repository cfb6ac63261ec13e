/** Settings from environment and files, bound to the records of the modules. */
@NullMarked
package io.recruiterbrain.voice.launcher.config;

import org.jspecify.annotations.NullMarked;
