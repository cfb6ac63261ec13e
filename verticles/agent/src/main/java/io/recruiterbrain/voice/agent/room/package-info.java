/** The port to the media room. */
@NullMarked
package io.recruiterbrain.voice.agent.room;

import org.jspecify.annotations.NullMarked;
