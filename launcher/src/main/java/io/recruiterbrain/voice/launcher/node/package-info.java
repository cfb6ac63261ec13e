/** One node: which adapter serves which port, start and shutdown. */
@NullMarked
package io.recruiterbrain.voice.launcher.node;

import org.jspecify.annotations.NullMarked;
