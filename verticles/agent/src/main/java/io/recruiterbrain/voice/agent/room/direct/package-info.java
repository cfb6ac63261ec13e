/** The browser's WebRTC straight to the agent. */
@NullMarked
package io.recruiterbrain.voice.agent.room.direct;

import org.jspecify.annotations.NullMarked;
