package io.recruiterbrain.voice.agent.speech.sphinx;

import java.util.Arrays;

/** What is already known of one frame's likelihoods. Belongs to one decoder, which uses it for frame after frame. */
final class FrameScores {
    final float[] topScores;
    final int[] topGaussians;
    private final boolean[] ranked;
    private final float[] ofSenone;

    FrameScores(TiedMixtures mixtures) {
        topScores = new float[mixtures.sets() * TiedMixtures.TOP];
        topGaussians = new int[mixtures.sets() * TiedMixtures.TOP];
        ranked = new boolean[mixtures.sets()];
        ofSenone = new float[mixtures.senones()];
        for (int i = 0; i < topGaussians.length; i++) {
            topGaussians[i] = i % TiedMixtures.TOP;
        }
    }

    /** Makes it ready for the frame after {@code previous}. */
    void clear(FrameScores previous) {
        System.arraycopy(previous.topGaussians, 0, topGaussians, 0, topGaussians.length);
        Arrays.fill(ranked, false);
        Arrays.fill(ofSenone, Float.NaN);
    }

    boolean isRanked(int set) {
        return ranked[set];
    }

    void setRanked(int set) {
        ranked[set] = true;
    }

    /** NaN when not computed yet. */
    float ofSenone(int senone) {
        return ofSenone[senone];
    }

    void setOfSenone(int senone, float score) {
        ofSenone[senone] = score;
    }
}
