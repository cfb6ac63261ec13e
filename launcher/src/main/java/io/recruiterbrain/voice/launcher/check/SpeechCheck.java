package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Speaks a sentence and hears it again. */
final class SpeechCheck implements ComponentCheck.Trial {
    private static final String SENTENCE = "I wrote the tests before I changed the database.";
    private static final String EXPECTED = "database";

    @Override
    public String run() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Queue<AudioFrame> spoken = new ConcurrentLinkedQueue<>();
        try (TextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), metrics)) {
            voice.speak(SENTENCE, spoken::add).done().await(20, TimeUnit.SECONDS);
        }
        try (SpeechToText ear = new SphinxSpeechToText(SphinxConfig.defaults(), metrics)) {
            String heard = hear(ear, spoken);
            if (!heard.contains(EXPECTED)) {
                throw new IllegalStateException("said \"" + SENTENCE + "\" but heard \"" + heard + "\"");
            }
            return "said and heard \"" + heard + "\"";
        }
    }

    private static String hear(SpeechToText ear, Queue<AudioFrame> spoken) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (SpeechToText.Session session =
                ear.open(new SpeechToText.Options("en-US", List.of()), new SpeechToText.Listener() {
                    @Override
                    public void onInterim(String text) {}

                    @Override
                    public void onFinal(SpeechToText.Transcription transcription) {
                        heard.complete(transcription.text());
                    }

                    @Override
                    public void onFailure(ServiceException fault) {
                        heard.completeExceptionally(fault);
                    }
                })) {
            AudioFrame pause = new AudioFrame(new short[AudioFrame.SPEECH_RATE / 2], AudioFrame.SPEECH_RATE);
            session.write(pause);
            spoken.forEach(session::write);
            session.write(pause);
            session.finish();
            return heard.get(30, TimeUnit.SECONDS);
        }
    }
}
