/** What every WebRTC room shares: factories, pacing, resampling. */
@NullMarked
package io.recruiterbrain.voice.agent.room.webrtc;

import org.jspecify.annotations.NullMarked;
