package io.recruiterbrain.voice.agent.speech;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Turns a sentence into audio. Shared by all rooms of a node. */
public interface TextToSpeech extends AutoCloseable {
    /**
     * Speaks one sentence.
     *
     * @param frames receives the audio in order as it is made, on any thread, at any rate
     */
    Speech speak(String sentence, Consumer<AudioFrame> frames);

    @Override
    void close();

    interface Speech {
        /** Completes after the last frame; fails with a {@code ServiceException}. */
        Future<Void> done();

        /** No further frame is delivered; {@link #done} completes. */
        void cancel();
    }
}
