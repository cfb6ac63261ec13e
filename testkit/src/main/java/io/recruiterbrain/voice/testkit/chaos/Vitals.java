package io.recruiterbrain.voice.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Memory, threads and open files of each node's process, now and then from beginning to end. Linux only. */
final class Vitals implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** Classes are loaded, code is compiled and pools are filled by then. */
    private static final double WARM = 0.25;
    /** Of what comes after that, the first and the last are compared. */
    private static final double COMPARED = 0.2;

    /** What the system tells of a process. */
    private record Sample(long residentKb, long threads, long files) {}

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Vitals(ChaosCluster cluster) {
        cluster.names().forEach(name -> samples.put(name, new ArrayList<>()));
        clock.scheduleAtFixedRate(() -> look(cluster), 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** A table of Markdown: medians after warming up and at the end. Ends the looking. */
    String report() throws InterruptedException {
        close();
        clock.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS);
        StringBuilder text =
                new StringBuilder("| node | resident memory, warm → end | threads | open files |\n|---|---|---|---|\n");
        samples.forEach((name, all) -> {
            List<Sample> warm = all.subList((int) (all.size() * WARM), all.size());
            int few = Math.max(1, (int) (warm.size() * COMPARED));
            List<Sample> first = warm.subList(0, few);
            List<Sample> last = warm.subList(warm.size() - few, warm.size());
            long before = median(first, Sample::residentKb);
            long after = median(last, Sample::residentKb);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d → %d MB (%+.1f %%) | %d → %d | %d → %d |%n",
                    name,
                    before / 1024,
                    after / 1024,
                    100.0 * (after - before) / before,
                    median(first, Sample::threads),
                    median(last, Sample::threads),
                    median(first, Sample::files),
                    median(last, Sample::files)));
        });
        return text.append('\n').toString();
    }

    @Override
    public void close() {
        clock.shutdown();
    }

    private void look(ChaosCluster cluster) {
        samples.forEach((name, all) -> {
            try {
                all.add(sample(cluster.node(name).pid()));
            } catch (IOException | UncheckedIOException e) {
                System.err.println(name + " could not be looked at: " + e);
            }
        });
    }

    private static Sample sample(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Map<String, Long> status = new LinkedHashMap<>();
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:") || line.startsWith("Threads:")) {
                status.put(line.substring(0, line.indexOf(':')), Long.parseLong(line.replaceAll("\\D", "")));
            }
        }
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Sample(status.getOrDefault("VmRSS", 0L), status.getOrDefault("Threads", 0L), files.count());
        }
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
