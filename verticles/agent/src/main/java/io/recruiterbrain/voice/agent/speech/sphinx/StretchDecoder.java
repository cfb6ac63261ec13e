package io.recruiterbrain.voice.agent.speech.sphinx;

import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import java.util.function.Consumer;

/** Decodes one stretch of speech after another. Used by one thread at a time. */
interface StretchDecoder {
    /**
     * Decodes until the stretch ends, waiting for its audio.
     *
     * @param interim receives the words so far, each time they have changed
     * @throws NullPointerException when Sphinx was left without any hypothesis
     */
    Transcription decode(Stretch stretch, Consumer<String> interim);
}
