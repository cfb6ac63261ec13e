package io.recruiterbrain.voice.launcher.check;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Has one voice say a sentence and looks at what came. */
final class VoiceCheck implements ComponentCheck.Trial {
    private final Supplier<TextToSpeech> voice;

    VoiceCheck(Supplier<TextToSpeech> voice) {
        this.voice = voice;
    }

    @Override
    public String run() throws Exception {
        AtomicLong millis = new AtomicLong();
        AtomicInteger loudest = new AtomicInteger();
        AtomicLong firstSound = new AtomicLong();
        long begun = System.nanoTime();
        try (TextToSpeech speaker = voice.get()) {
            speaker.speak(SpokenSentence.WORDS, frame -> {
                        firstSound.compareAndSet(0, System.nanoTime());
                        millis.addAndGet(frame.duration().toMillis());
                        loudest.accumulateAndGet(peak(frame), Math::max);
                    })
                    .done()
                    .await(30, TimeUnit.SECONDS);
        }
        if (millis.get() < 1_000 || loudest.get() < 1_000) {
            throw new IllegalStateException(
                    "the sentence came as " + millis.get() + " ms of sound, too short or too quiet");
        }
        return String.format(
                Locale.ROOT,
                "%.1f s of speech, the first of it after %d ms",
                millis.get() / 1000.0,
                (firstSound.get() - begun) / 1_000_000);
    }

    private static int peak(AudioFrame frame) {
        int peak = 0;
        for (short sample : frame.samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
