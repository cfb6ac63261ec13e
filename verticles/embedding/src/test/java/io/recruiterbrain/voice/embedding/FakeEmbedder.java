package io.recruiterbrain.voice.embedding;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** One token per word, windows of 100 words, and a vector that counts words by their hash: no model, same shape. */
final class FakeEmbedder implements Embedder {
    static final int WINDOW = 100;
    private static final int DIMENSION = 64;

    private final List<List<TokenWindow>> batches = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);
    private volatile boolean broken;
    private volatile boolean closed;

    /** What {@link #embed} was called with, in order. */
    List<List<TokenWindow>> batches() {
        return batches;
    }

    List<List<Integer>> batchLengths() {
        return batches.stream()
                .map(batch -> batch.stream().map(TokenWindow::length).toList())
                .toList();
    }

    void breakDown(boolean now) {
        broken = now;
    }

    /** Lets {@link #embed} wait until {@link #goOn}. */
    void hold() {
        permits.drainPermits();
    }

    void goOn() {
        permits.release(Integer.MAX_VALUE);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public String model() {
        return "fake";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<TokenWindow> windows(Kind kind, String text) {
        long[] words = text.toLowerCase(Locale.ROOT)
                .lines()
                .flatMap(line -> List.of(line.split("\\W+")).stream())
                .mapToLong(String::hashCode)
                .toArray();
        List<TokenWindow> windows = new ArrayList<>();
        for (int start = 0; start == 0 || start < words.length; start += WINDOW) {
            int length = Math.min(WINDOW, words.length - start);
            long[] tokens = new long[length + 1];
            tokens[0] = kind == Kind.QUERY ? 0 : 1;
            System.arraycopy(words, start, tokens, 1, length);
            windows.add(new TokenWindow(tokens));
        }
        return windows;
    }

    @Override
    public List<Vector> embed(List<TokenWindow> batch) {
        permits.acquireUninterruptibly();
        batches.add(batch);
        if (broken) {
            throw new IllegalStateException("broken down");
        }
        return batch.stream().map(FakeEmbedder::vector).toList();
    }

    private static Vector vector(TokenWindow window) {
        long[] tokens = new long[window.length()];
        window.copyTo(tokens, 0);
        float[] values = new float[DIMENSION];
        for (int i = 1; i < tokens.length; i++) {
            values[Math.floorMod(tokens[i], DIMENSION - 1)]++;
        }
        values[DIMENSION - 1] = 1 + tokens[0];
        double norm = 0;
        for (float value : values) {
            norm += value * value;
        }
        for (int i = 0; i < DIMENSION; i++) {
            values[i] /= (float) Math.sqrt(norm);
        }
        return new Vector(values);
    }

    @Override
    public void close() {
        closed = true;
    }
}
