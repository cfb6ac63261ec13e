package io.recruiterbrain.voice.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;

/** Whether the processor has time left for one more room, by its load over the last seconds. Not thread-safe. */
final class Headroom {
    private static final int SAMPLES = 5;

    private final DoubleSupplier load;
    private final double limit;
    private final Deque<Double> samples = new ArrayDeque<>();

    /**
     * @param load of the processor, 0 to 1; anything else when it is not known
     * @param limit beyond which an agent would soon answer late
     */
    Headroom(DoubleSupplier load, double limit) {
        this.load = load;
        this.limit = limit;
    }

    /** To be called each second. */
    void sample() {
        double now = load.getAsDouble();
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(now >= 0 && now <= 1 ? now : 0);
    }

    /** Rooms that may be held: those that are held already, and one at least, while there is no time left. */
    int cap(int configured, int held) {
        double sum = samples.stream().mapToDouble(Double::doubleValue).sum();
        boolean full = samples.size() == SAMPLES && sum / SAMPLES > limit;
        return full ? Math.min(configured, Math.max(1, held)) : configured;
    }
}
