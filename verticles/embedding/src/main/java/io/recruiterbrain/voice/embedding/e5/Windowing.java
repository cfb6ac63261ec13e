package io.recruiterbrain.voice.embedding.e5;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts a long sequence of tokens into windows of like length that overlap, so that no thought is lost at a cut. */
final class Windowing {
    private Windowing() {}

    /** Token positions from {@code start} to before {@code end}. */
    record Span(int start, int end) {
        int length() {
            return end - start;
        }
    }

    /**
     * Covers {@code tokens} positions; one span when they fit.
     *
     * @param capacity most tokens in a span
     * @param overlap about how many tokens neighbours share; at most half the capacity
     * @param startsWord whether a token begins a word: cuts are moved there when one is within half the overlap
     */
    static List<Span> split(int tokens, int capacity, int overlap, IntPredicate startsWord) {
        if (overlap < 0 || overlap > capacity / 2) {
            throw new IllegalArgumentException("overlap must be at most half the capacity");
        }
        if (tokens <= capacity) {
            return List.of(new Span(0, tokens));
        }
        int count = Math.ceilDiv(tokens - overlap, capacity - overlap);
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // Evenly spread, so the last window is not a stump that says little and ranks high.
            int start = (int) ((long) (tokens - overlap) * i / count);
            int end = (int) ((long) (tokens - overlap) * (i + 1) / count) + overlap;
            spans.add(new Span(
                    i == 0 ? 0 : nextWord(start, overlap / 2, startsWord),
                    i == count - 1 ? tokens : previousWord(end, overlap / 2, startsWord)));
        }
        return spans;
    }

    // Starts move forward and ends back: a window never grows, and within half the overlap each no gap opens.
    private static int nextWord(int position, int reach, IntPredicate startsWord) {
        for (int at = position; at <= position + reach; at++) {
            if (startsWord.test(at)) {
                return at;
            }
        }
        return position;
    }

    private static int previousWord(int position, int reach, IntPredicate startsWord) {
        for (int at = position; at >= position - reach; at--) {
            if (startsWord.test(at)) {
                return at;
            }
        }
        return position;
    }
}
