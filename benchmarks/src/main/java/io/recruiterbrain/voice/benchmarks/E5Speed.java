package io.recruiterbrain.voice.benchmarks;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.TokenWindow;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The Java half of {@code benchmarks/e5-base}: what {@code embed.py time} does in Python, on the same texts in the same
 * batches.
 */
public final class E5Speed {
    private static final int TEXTS = 8;
    private static final int BATCH_TOKENS = 512;
    private static final int LEAST_RUNS = 3;

    private E5Speed() {}

    /**
     * @param arguments {@code texts}, which prints them with their prefix; or a model folder, a folder to unpack native
     *     libraries to, threads, and seconds for each of the two measurements; prints texts a second, ms for one text
     *     alone, ms of CPU for a text
     */
    public static void main(String[] arguments) {
        List<String> texts = new InterviewTexts().next(TEXTS);
        if (arguments.length == 1) {
            texts.forEach(text -> System.out.println("passage: " + text));
            return;
        }
        EmbeddingConfig defaults = EmbeddingConfig.defaults();
        EmbeddingConfig config = new EmbeddingConfig(
                Path.of(arguments[0]),
                1,
                Integer.parseInt(arguments[2]),
                defaults.batchTokens(),
                defaults.windowOverlap(),
                defaults.queueTexts());
        double seconds = Double.parseDouble(arguments[3]);
        try (E5Embedder embedder = E5Embedder.open(config, Path.of(arguments[1]))) {
            long one = medianNanos(seconds, () -> embed(embedder, texts.subList(0, 1)));
            long every = medianNanos(seconds, () -> embed(embedder, texts));
            long cpu = cpuNanos();
            for (int run = 0; run < LEAST_RUNS; run++) {
                embed(embedder, texts);
            }
            cpu = (cpuNanos() - cpu) / LEAST_RUNS / TEXTS;
            System.out.printf(Locale.ROOT, "%.2f %.2f %.2f%n", TEXTS * 1e9 / every, one / 1e6, cpu / 1e6);
        }
    }

    /** Shortest first, as many as fit with their padding, as the verticle batches them. */
    private static void embed(E5Embedder embedder, List<String> texts) {
        List<TokenWindow> batch = new ArrayList<>();
        List<TokenWindow> windows = texts.stream()
                .flatMap(text -> embedder.windows(Kind.PASSAGE, text).stream())
                .sorted(Comparator.comparingInt(TokenWindow::length))
                .toList();
        for (TokenWindow window : windows) {
            if (!batch.isEmpty() && (batch.size() + 1) * window.length() > BATCH_TOKENS) {
                embedder.embed(batch);
                batch.clear();
            }
            batch.add(window);
        }
        embedder.embed(batch);
    }

    /** Of the whole process: on a machine that others use, it tells more than the time on the wall. */
    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long medianNanos(double seconds, Runnable work) {
        work.run();
        List<Long> taken = new ArrayList<>();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < seconds * TimeUnit.SECONDS.toNanos(1) || taken.size() < LEAST_RUNS) {
            long start = System.nanoTime();
            work.run();
            taken.add(System.nanoTime() - start);
        }
        long[] sorted = taken.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
