package io.recruiterbrain.voice.agent.speech.sphinx;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.Random;

/** A humming that wanders through the vowels: no words, but enough like them to make a decoder search. */
final class SpeechLikeNoise {
    private static final int RATE = AudioFrame.SPEECH_RATE;
    private static final int SYLLABLE = RATE / 8;
    private static final double AMPLITUDE = 3_000;

    private SpeechLikeNoise() {}

    static short[] make(int syllables) {
        Random random = new Random(1);
        short[] samples = new short[syllables * SYLLABLE];
        for (int syllable = 0; syllable < syllables; syllable++) {
            double pitch = 90 + random.nextInt(60);
            double[] formants = {300 + random.nextInt(500), 900 + random.nextInt(1_400), 2_400 + random.nextInt(600)};
            for (int i = 0; i < SYLLABLE; i++) {
                double envelope = Math.sin(Math.PI * i / SYLLABLE);
                samples[syllable * SYLLABLE + i] = (short) (AMPLITUDE * envelope * voiced(i, pitch, formants));
            }
        }
        return samples;
    }

    /** Overtones of the pitch, louder near the formants. */
    private static double voiced(int i, double pitch, double[] formants) {
        double sum = 0;
        for (int overtone = 1; overtone * pitch < 3_500; overtone++) {
            double gain = 0;
            for (double formant : formants) {
                double distance = (overtone * pitch - formant) / 120;
                gain += 1 / (1 + distance * distance);
            }
            sum += gain * Math.sin(2 * Math.PI * overtone * pitch * i / RATE);
        }
        return sum;
    }
}
