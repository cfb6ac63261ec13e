package io.recruiterbrain.voice.embedding.e5;

import io.recruiterbrain.voice.contract.search.Vector;
import java.nio.FloatBuffer;

/** From the model's states of every token to one vector. */
final class Pooling {
    // As the model's authors normalise: a vector of zeros stays one.
    private static final double LEAST_NORM = 1e-12;

    private Pooling() {}

    /**
     * The L2-normalised mean over the tokens that the attention mask lets through, which are a row's first
     * {@code tokens}.
     *
     * @param states row-major, {@code [rows][paddedTokens][dimension]}
     */
    static Vector mean(FloatBuffer states, int row, int tokens, int paddedTokens, int dimension) {
        double[] sum = new double[dimension];
        int start = row * paddedTokens * dimension;
        for (int token = 0; token < tokens; token++) {
            int at = start + token * dimension;
            for (int i = 0; i < dimension; i++) {
                sum[i] += states.get(at + i);
            }
        }
        // The division by the number of tokens falls out of the normalisation.
        double squares = 0;
        for (double each : sum) {
            squares += each * each;
        }
        double norm = Math.max(Math.sqrt(squares), LEAST_NORM);
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) (sum[i] / norm);
        }
        return new Vector(values);
    }
}
