package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.frontend.FloatData;
import org.jspecify.annotations.Nullable;

/**
 * A feature vector that carries its decoder's scores with it. Sphinx hands it to the model's states to be scored, which
 * is how states that all decoders share find what belongs to one of them.
 */
final class ScoredFrame extends FloatData {
    private final TiedMixtures mixtures;
    private @Nullable FrameScores scores;

    ScoredFrame(
            float[] feature,
            int sampleRate,
            long collectTime,
            long firstSample,
            TiedMixtures mixtures,
            FrameScores scores) {
        super(feature, sampleRate, collectTime, firstSample);
        this.mixtures = mixtures;
        this.scores = scores;
    }

    float score(int senone) {
        FrameScores known = scores;
        if (known == null) {
            throw new IllegalStateException("a frame was scored after it had left the search");
        }
        float score = known.ofSenone(senone);
        if (Float.isNaN(score)) {
            score = mixtures.score(senone, getValues(), known);
            known.setOfSenone(senone, score);
        }
        return score;
    }

    /** Gives the scores back: hypotheses hold on to their frames for the whole stretch, and must not hold these. */
    FrameScores release() {
        FrameScores released = scores;
        scores = null;
        if (released == null) {
            throw new IllegalStateException("a frame was released twice");
        }
        return released;
    }
}
