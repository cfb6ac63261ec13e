package io.recruiterbrain.voice.benchmarks.figures;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Measured values of one figure. One thread at a time. */
public final class Sample {
    private static final PrintStream OUT = System.out;

    private final String figure;
    private final String unit;
    private double[] values = new double[64];
    private int size;

    public Sample(String figure, String unit) {
        this.figure = figure;
        this.unit = unit;
    }

    public void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    /** Smallest value that is not below the given share of all, the largest for few values; 0 when there are none. */
    double percentile(double share) {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return size == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }

    void print() {
        print("");
    }

    /** @param target what is to be reached, in words */
    public void print(String target) {
        OUT.printf(
                Locale.ROOT,
                "%-38s median %s, p95 %s, p99 %s, max %s %s (n=%d)%s%n",
                figure,
                number(percentile(0.5)),
                number(percentile(0.95)),
                number(percentile(0.99)),
                number(percentile(1)),
                unit,
                size,
                target.isEmpty() ? "" : "   to reach: " + target);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
