package io.recruiterbrain.voice.agent.speech;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import java.time.Duration;
import java.util.List;

/** What Sphinx makes of audio: ears for the providers' servers, and a check of voices. */
public final class Heard {
    private static final SphinxSpeechToText EARS =
            new SphinxSpeechToText(SphinxConfig.defaults(), new SimpleMeterRegistry());

    private Heard() {}

    /** The words in 16 kHz audio. */
    public static String in(short[] samples) {
        RecordingListener heard = new RecordingListener();
        try (SpeechToText.Session session = EARS.open(new SpeechToText.Options("en-US", List.of()), heard)) {
            Sounds.frames(samples).forEach(session::write);
            session.finish();
            return heard.nextFinal().text();
        } catch (Exception e) {
            throw new IllegalStateException("nothing was heard", e);
        }
    }

    /** Word errors in a hundred words. */
    public static double errors(String said, short[] samples) {
        Duration pause = Duration.ofMillis(500);
        String heard = in(Sounds.join(Sounds.silence(pause), samples, Sounds.silence(pause)));
        return WordErrors.between(said, heard).percent();
    }
}
