package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.linguist.acoustic.tiedstate.GaussianWeights;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.util.LogMath;
import java.util.Arrays;

/**
 * The Gaussians of a phonetically tied acoustic model: each phone has one set, shared by all its states. Immutable, so
 * that every decoder of a node reads the same copy; what is specific to a frame is in {@link FrameScores}.
 */
final class TiedMixtures {
    /** Gaussians of a set that count for a frame; the others are too far away to matter. */
    static final int TOP = 4;

    private final int streams;
    private final int gaussians;
    private final int width;
    private final int[] setOfSenone;
    private final float[][] means;
    private final float[][] precisions;
    private final float[][] factors;
    private final GaussianWeights weights;
    private final LogMath logMath = LogMath.getLogMath();

    /** @param setOfSenone index of the phone whose set a senone weighs */
    TiedMixtures(Pool<float[]> meanPool, Pool<float[]> variancePool, GaussianWeights weights, int[] setOfSenone) {
        this.weights = weights;
        this.setOfSenone = setOfSenone;
        this.streams = weights.getStreamsNum();
        this.gaussians = weights.getGauPerState();
        this.width = meanPool.get(0).length;
        int sets = meanPool.size() / gaussians;
        means = new float[sets][gaussians * width];
        precisions = new float[sets][gaussians * width];
        factors = new float[sets][gaussians];
        for (int set = 0; set < sets; set++) {
            for (int g = 0; g < gaussians; g++) {
                float[] variance = variancePool.get(set * gaussians + g);
                System.arraycopy(meanPool.get(set * gaussians + g), 0, means[set], g * width, width);
                double factor = width * Math.log(2 * Math.PI);
                for (int d = 0; d < width; d++) {
                    precisions[set][g * width + d] = 1 / (-2 * variance[d]);
                    factor += Math.log(variance[d]);
                }
                factors[set][g] = (float) (-0.5 * factor);
            }
        }
    }

    int senones() {
        return setOfSenone.length;
    }

    int sets() {
        return means.length;
    }

    /** Logarithm of the likelihood of a frame in a state. */
    float score(int senone, float[] feature, FrameScores frame) {
        int firstSet = setOfSenone[senone] * streams;
        float score = 0;
        for (int stream = 0; stream < streams; stream++) {
            int set = firstSet + stream;
            if (!frame.isRanked(set)) {
                rank(set, feature, stream * width, frame);
            }
            float total = LogMath.LOG_ZERO;
            for (int i = set * TOP; i < set * TOP + TOP; i++) {
                total = logMath.addAsLinear(
                        total, frame.topScores[i] + weights.get(senone, stream, frame.topGaussians[i]));
            }
            score += total;
        }
        return score;
    }

    /** Finds the nearest Gaussians of a set, giving each up as soon as it cannot be among them. */
    private void rank(int set, float[] feature, int from, FrameScores frame) {
        float[] mean = means[set];
        float[] precision = precisions[set];
        int first = set * TOP;
        int last = first + TOP - 1;
        float[] scores = frame.topScores;
        Arrays.fill(scores, first, last + 1, LogMath.LOG_ZERO);
        for (int g = 0; g < gaussians; g++) {
            float score = factors[set][g];
            int at = g * width;
            for (int d = 0; d < width && score > scores[last]; d++) {
                float distance = feature[from + d] - mean[at + d];
                score += distance * distance * precision[at + d];
            }
            if (score > scores[last]) {
                int place = last;
                while (place > first && scores[place - 1] < score) {
                    scores[place] = scores[place - 1];
                    frame.topGaussians[place] = frame.topGaussians[place - 1];
                    place--;
                }
                scores[place] = score;
                frame.topGaussians[place] = g;
            }
        }
        for (int i = first; i <= last; i++) {
            scores[i] = logMath.lnToLog(scores[i]);
        }
        frame.setRanked(set);
    }
}
