package io.recruiterbrain.voice.launcher.check;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Has one recogniser hear a sentence. */
final class HearingCheck implements ComponentCheck.Trial {
    /** The embedded recogniser loads its model first, on a machine that may have other things to do. */
    private static final int SECONDS = 90;

    private final Supplier<SpeechToText> recogniser;

    HearingCheck(Supplier<SpeechToText> recogniser) {
        this.recogniser = recogniser;
    }

    @Override
    public String run() throws Exception {
        List<AudioFrame> spoken = SpokenSentence.frames();
        try (SpeechToText ear = recogniser.get()) {
            String heard = hear(ear, spoken);
            if (!heard.toLowerCase(Locale.ROOT).contains(SpokenSentence.EXPECTED)) {
                throw new IllegalStateException(
                        "it was said \"" + SpokenSentence.WORDS + "\" and heard \"" + heard + "\"");
            }
            return "heard \"" + heard + "\"";
        }
    }

    private static String hear(SpeechToText ear, List<AudioFrame> spoken) throws Exception {
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
            return heard.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no words within " + SECONDS + " s", e);
        }
    }
}
