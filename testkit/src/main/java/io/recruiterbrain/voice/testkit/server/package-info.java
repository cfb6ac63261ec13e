/** Real servers of other projects, as processes on loopback. */
@NullMarked
package io.recruiterbrain.voice.testkit.server;

import org.jspecify.annotations.NullMarked;
