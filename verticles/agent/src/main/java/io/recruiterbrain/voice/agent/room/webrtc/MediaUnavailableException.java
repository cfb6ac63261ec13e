package io.recruiterbrain.voice.agent.room.webrtc;

import org.jspecify.annotations.Nullable;

/** The media engine cannot run on this machine; the message is one sentence that says what to install. */
public final class MediaUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MediaUnavailableException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
