package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The sentence that recognisers are tried with, in the embedded voice. */
final class SpokenSentence {
    static final String WORDS = "I wrote the tests before I changed the database.";
    static final String EXPECTED = "database";

    private SpokenSentence() {}

    /** 16 kHz mono, without a pause around it. Blocking. */
    static List<AudioFrame> frames() throws TimeoutException {
        try (TextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry())) {
            Queue<AudioFrame> spoken = new ConcurrentLinkedQueue<>();
            voice.speak(WORDS, spoken::add).done().await(20, TimeUnit.SECONDS);
            return List.copyOf(spoken);
        }
    }
}
