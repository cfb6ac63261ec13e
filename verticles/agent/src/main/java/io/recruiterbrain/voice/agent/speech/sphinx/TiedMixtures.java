package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.linguist.acoustic.tiedstate.GaussianWeights;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.util.LogMath;

/**
 * The Gaussians of a phonetically tied acoustic model: each phone has one set, shared by all its states. Immutable, so
 * that every decoder of a node reads the same copy; what is specific to a frame is in {@link FrameScores}.
 */
final class TiedMixtures {
    /** Gaussians of a set that count for a frame; the others are too far away to matter. */
    static final int TOP = 4;

    /** Distance of two neighbouring weights, in Sphinx's logarithm. */
    private static final float STEP = 1024;

    private final int streams;
    private final int gaussians;
    private final int width;
    private final int[] setOfSenone;
    private final float[][] means;
    private final float[][] precisions;
    private final float[][] factors;
    /** For each state and stream a row of {@link #gaussians} weights, each the negative logarithm in steps of {@link #STEP}. */
    private final byte[] weights;

    private final LogSum logSum = new LogSum();
    private final LogMath logMath = LogMath.getLogMath();

    /** @param setOfSenone index of the phone whose set a senone weighs */
    TiedMixtures(Pool<float[]> meanPool, Pool<float[]> variancePool, GaussianWeights weights, int[] setOfSenone) {
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
        this.weights = quantized(weights);
    }

    /** One byte each, as precise as the file they came from: four times more of them stay in the processor's cache. */
    private byte[] quantized(GaussianWeights exact) {
        byte[] rows = new byte[exact.getStatesNum() * streams * gaussians];
        for (int senone = 0; senone < exact.getStatesNum(); senone++) {
            for (int stream = 0; stream < streams; stream++) {
                for (int g = 0; g < gaussians; g++) {
                    float steps = -exact.get(senone, stream, g) / STEP;
                    rows[row(senone, stream) + g] = (byte) Math.min(255, Math.round(steps));
                }
            }
        }
        return rows;
    }

    private int row(int senone, int stream) {
        return (senone * streams + stream) * gaussians;
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
            int row = row(senone, stream);
            int first = set * TOP;
            float total = frame.topScores[first] - weight(row + frame.topGaussians[first]);
            for (int i = first + 1; i < first + TOP; i++) {
                total = logSum.of(total, frame.topScores[i] - weight(row + frame.topGaussians[i]));
            }
            score += total;
        }
        return score;
    }

    private float weight(int at) {
        return (weights[at] & 0xFF) * STEP;
    }

    /** Finds the nearest Gaussians of a set, giving each up as soon as it cannot be among them. */
    private void rank(int set, float[] feature, int from, FrameScores frame) {
        int first = set * TOP;
        int last = first + TOP - 1;
        float[] scores = frame.topScores;
        int[] top = frame.topGaussians;
        // Those of the frame before are likely to be near again: with them first, most others are given up early.
        for (int i = first; i <= last; i++) {
            int gaussian = top[i];
            place(first, i, scores, top, distance(set, gaussian, feature, from, LogMath.LOG_ZERO), gaussian);
        }
        for (int g = 0; g < gaussians; g++) {
            float score = distance(set, g, feature, from, scores[last]);
            if (score > scores[last] && !contains(top, first, last, g)) {
                place(first, last, scores, top, score, g);
            }
        }
        for (int i = first; i <= last; i++) {
            scores[i] = logMath.lnToLog(scores[i]);
        }
        frame.setRanked(set);
    }

    /** Natural logarithm of a Gaussian's density, or some value below {@code enough} once it is certain to be below. */
    private float distance(int set, int gaussian, float[] feature, int from, float enough) {
        float[] mean = means[set];
        float[] precision = precisions[set];
        float score = factors[set][gaussian];
        int at = gaussian * width;
        for (int d = 0; d < width && score > enough; d++) {
            float difference = feature[from + d] - mean[at + d];
            score += difference * difference * precision[at + d];
        }
        return score;
    }

    /** Puts a Gaussian where its score belongs between {@code first} and {@code last}, over what was in the last place. */
    private static void place(int first, int last, float[] scores, int[] top, float score, int gaussian) {
        int place = last;
        while (place > first && scores[place - 1] < score) {
            scores[place] = scores[place - 1];
            top[place] = top[place - 1];
            place--;
        }
        scores[place] = score;
        top[place] = gaussian;
    }

    private static boolean contains(int[] top, int first, int last, int gaussian) {
        for (int i = first; i <= last; i++) {
            if (top[i] == gaussian) {
                return true;
            }
        }
        return false;
    }
}
