package io.recruiterbrain.voice.embedding;

import io.recruiterbrain.voice.contract.search.Vector;

/** Compares vectors in tests. */
public final class Similarity {
    private Similarity() {}

    /** Cosine of two L2-normalised vectors. */
    public static double cosine(Vector a, Vector b) {
        float[] left = a.toArray();
        float[] right = b.toArray();
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
