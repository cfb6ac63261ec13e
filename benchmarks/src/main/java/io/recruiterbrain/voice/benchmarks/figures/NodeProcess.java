package io.recruiterbrain.voice.benchmarks.figures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The agent's process as the system and its own metrics see it. Linux only. */
final class NodeProcess {
    /** Of user and system time in {@code /proc/PID/stat}; the same on every Linux machine that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final Path proc;
    private final URI metrics;

    NodeProcess(long pid, URI base) {
        proc = Path.of("/proc", Long.toString(pid));
        metrics = base.resolve("/metrics");
    }

    /** Processor time used up to now, in seconds. */
    double cpu() throws IOException {
        String stat = Files.readString(proc.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Memory that is resident now, in MB. */
    double resident() throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Its counters, summed over their labels, by Prometheus' names. */
    Map<String, Double> counters() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String text = http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Double> counters = new TreeMap<>();
            List<String[]> lines = text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2))
                    .filter(line -> line[0].endsWith("_total"))
                    .toList();
            for (String[] line : lines) {
                String value = Arrays.asList(line[1].split(" ")).getLast();
                counters.merge(line[0], Double.parseDouble(value), Double::sum);
            }
            return counters;
        }
    }
}
