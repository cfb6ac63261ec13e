/** Voice activity by WebRTC's detector. */
@NullMarked
package io.recruiterbrain.voice.agent.speech.webrtcvad;

import org.jspecify.annotations.NullMarked;
