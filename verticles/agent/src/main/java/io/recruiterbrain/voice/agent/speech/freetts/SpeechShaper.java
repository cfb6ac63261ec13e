package io.recruiterbrain.voice.agent.speech.freetts;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Turns the voice's raw samples into frames of 20 ms: at a comfortable level, never clipped, and without the silence
 * that the voice puts before and after every sentence. Used by one thread, for one sentence.
 */
final class SpeechShaper {
    private static final int FRAME = AudioFrame.SPEECH_RATE / 50;
    /** Samples below this are the voice's silence; its softest consonants are about ten times louder. */
    private static final int SILENCE = 100;

    private static final int KEPT_BEFORE = AudioFrame.SPEECH_RATE * 20 / 1000;
    private static final int KEPT_AFTER = AudioFrame.SPEECH_RATE * 60 / 1000;
    /** From here on samples are bent towards full scale instead of cut at it. */
    private static final double KNEE = 0.8;

    private static final int LOUDEST = 32_600;

    private final double gain;
    private final Consumer<AudioFrame> frames;
    private final short[] before = new short[KEPT_BEFORE];
    private long skipped;
    private boolean started;
    private int silent;
    private short[] frame = new short[FRAME];
    private int filled;

    SpeechShaper(double gain, Consumer<AudioFrame> frames) {
        this.gain = gain;
        this.frames = frames;
    }

    void accept(short sample) {
        if (Math.abs(sample) < SILENCE) {
            if (started) {
                silent++;
            } else {
                before[(int) (skipped++ % KEPT_BEFORE)] = sample;
            }
            return;
        }
        if (!started) {
            started = true;
            for (long i = Math.max(0, skipped - KEPT_BEFORE); i < skipped; i++) {
                emit(before[(int) (i % KEPT_BEFORE)]);
            }
        }
        // A pause inside the sentence: it is played once speech goes on, so that the one at the end can be dropped.
        emitSilence(silent);
        silent = 0;
        emit(louder(sample));
    }

    /** Ends the sentence with a short silence and hands over what is left. */
    void end() {
        if (started) {
            emitSilence(Math.min(silent, KEPT_AFTER));
        }
        if (filled > 0) {
            // Rooms play whole pieces of 10 ms.
            int whole = (filled + FRAME / 2 - 1) / (FRAME / 2) * (FRAME / 2);
            frames.accept(new AudioFrame(Arrays.copyOf(frame, whole), AudioFrame.SPEECH_RATE));
            filled = 0;
        }
    }

    private short louder(short sample) {
        double x = sample * gain / LOUDEST;
        double size = Math.abs(x);
        if (size > KNEE) {
            size = KNEE + (1 - KNEE) * Math.tanh((size - KNEE) / (1 - KNEE));
        }
        return (short) Math.round(Math.copySign(size, x) * LOUDEST);
    }

    private void emitSilence(int samples) {
        for (int i = 0; i < samples; i++) {
            emit((short) 0);
        }
    }

    private void emit(short sample) {
        frame[filled++] = sample;
        if (filled == FRAME) {
            AudioFrame full = new AudioFrame(frame, AudioFrame.SPEECH_RATE);
            frame = new short[FRAME];
            filled = 0;
            frames.accept(full);
        }
    }
}
