package io.recruiterbrain.voice.testkit.vendor.deepgram;

/**
 * How well what is heard fits a part of one known utterance: a local alignment (Smith and Waterman), carried on frame by
 * frame. It may begin and end anywhere in the utterance, frames may be lost or doubled.
 */
final class Alignment {
    /** Likeness of two frames from which on they speak for a match. */
    private static final float INDIFFERENT = 0.62f;

    private static final float WORST = -0.5f;
    private static final float GAP = 0.15f;

    private final KnownUtterance utterance;
    private float[] scores;
    private int[] starts;
    private float[] nextScores;
    private int[] nextStarts;

    private float best;
    private int bestStart;
    private int bestEnd = -1;
    private double bestTime;

    Alignment(KnownUtterance utterance) {
        this.utterance = utterance;
        int length = utterance.length();
        scores = new float[length];
        starts = new int[length];
        nextScores = new float[length];
        nextStarts = new int[length];
    }

    /** @param time of the frame, in seconds from the beginning of what is heard */
    void accept(double time, float[] shape) {
        float top = 0;
        int topAt = -1;
        for (int j = 0; j < scores.length; j++) {
            float from = 0;
            int start = j;
            if (j > 0 && scores[j - 1] > from) {
                from = scores[j - 1];
                start = starts[j - 1];
            }
            if (scores[j] - GAP > from) {
                from = scores[j] - GAP;
                start = starts[j];
            }
            if (j > 1 && scores[j - 2] - GAP > from) {
                from = scores[j - 2] - GAP;
                start = starts[j - 2];
            }
            float score = from + Math.max(WORST, likeness(shape, utterance.shape(j)) - INDIFFERENT);
            nextScores[j] = Math.max(0, score);
            nextStarts[j] = start;
            if (score > top) {
                top = score;
                topAt = j;
            }
        }
        float[] swapScores = scores;
        scores = nextScores;
        nextScores = swapScores;
        int[] swapStarts = starts;
        starts = nextStarts;
        nextStarts = swapStarts;
        if (top > best) {
            best = top;
            bestStart = starts[topAt];
            bestEnd = topAt;
            bestTime = time;
        }
    }

    private static float likeness(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < VoicedFrames.SIZE; i++) {
            sum += one[i] * other[i];
        }
        return sum / 2;
    }

    KnownUtterance utterance() {
        return utterance;
    }

    /** The best match so far: grows with its length and likeness. */
    float best() {
        return best;
    }

    int bestStart() {
        return bestStart;
    }

    int bestEnd() {
        return bestEnd;
    }

    /** When the last frame of the best match was heard. */
    double bestTime() {
        return bestTime;
    }

    /** Likeness of the matched frames, 0 to 1. */
    double confidence() {
        return Math.clamp(INDIFFERENT + best / Math.max(1, bestEnd - bestStart + 1), 0.0, 1.0);
    }

    boolean reachedTheEnd() {
        return bestEnd >= utterance.length() - 3;
    }
}
