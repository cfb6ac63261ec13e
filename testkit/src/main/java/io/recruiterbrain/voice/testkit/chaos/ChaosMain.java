package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code ./rbv chaos}: three real nodes under faults. Prints the report and keeps it in the folder of the run; ends with 1
 * when a promise was broken.
 */
public final class ChaosMain {
    private ChaosMain() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        int minutes = Integer.parseInt(options.getOrDefault("minutes", "10"));
        int interviews = Integer.parseInt(options.getOrDefault("interviews", "6"));
        List<FaultKind> kinds = kinds(options.getOrDefault("faults", "all"));
        Path distribution = Path.of(options.get("distribution"));
        Path folder = Files.createDirectories(Path.of(options.getOrDefault("folder", "target/chaos"))
                        .resolve("seed-" + seed + "-" + System.currentTimeMillis() / 1000))
                .toAbsolutePath();
        List<Planned> faults = FaultSchedule.of(seed, Duration.ofMinutes(minutes), kinds);
        System.out.println("Seed " + seed + ", " + faults.size() + " faults in about " + minutes + " minutes, "
                + interviews + " interviews at a time. Data and logs: " + folder);
        ChaosRun.Result result;
        try (ChaosCluster cluster = ChaosCluster.start(distribution, folder, 3, Map.of("RBV_AGENT_ROOMS", "20"))) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
            long start = System.nanoTime();
            result = new ChaosRun(
                            cluster,
                            line -> System.out.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, line))
                    .run(new ChaosRun.Load(interviews, 3, 10, List.of()), faults);
        }
        String report = ChaosReport.of("Seed " + seed + ", " + minutes + " minutes", result);
        Files.writeString(folder.resolve("report.md"), report);
        System.out.println();
        System.out.println(report);
        boolean kept = result.violations().isEmpty() && result.complaints().isEmpty();
        System.exit(kept ? 0 : 1);
    }

    private static List<FaultKind> kinds(String names) {
        return names.equals("all")
                ? List.of(FaultKind.values())
                : Stream.of(names.split(","))
                        .map(name -> FaultKind.valueOf(
                                name.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList();
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException(arguments[i] + " is no option");
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }
}
