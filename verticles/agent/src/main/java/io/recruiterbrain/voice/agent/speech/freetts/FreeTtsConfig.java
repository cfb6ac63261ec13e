package io.recruiterbrain.voice.agent.speech.freetts;

/**
 * How the embedded voice speaks.
 *
 * @param wordsPerMinute speaking rate, 80 to 250 ({@code FREETTS_WORDS_PER_MINUTE})
 * @param loudness mean level of the speech in dBFS, -40 to -16
 * @param queuedSentences sentences that may wait for the voice, in all rooms together
 */
public record FreeTtsConfig(double wordsPerMinute, double loudness, int queuedSentences) {
    public FreeTtsConfig {
        require(wordsPerMinute >= 80 && wordsPerMinute <= 250, "FREETTS_WORDS_PER_MINUTE must be between 80 and 250");
        require(loudness >= -40 && loudness <= -16, "loudness must be between -40 and -16");
        require(queuedSentences >= 1, "queuedSentences must be positive");
    }

    /** The same at another rate. */
    public FreeTtsConfig withWordsPerMinute(double rate) {
        return new FreeTtsConfig(rate, loudness, queuedSentences);
    }

    public static FreeTtsConfig defaults() {
        return new FreeTtsConfig(140, -20, 256);
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
