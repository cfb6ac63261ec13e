package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import io.recruiterbrain.voice.testkit.chaos.history.Observation;
import io.recruiterbrain.voice.testkit.chaos.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
        boolean production = isProduction(options.getOrDefault("line", "model"));
        List<FaultKind> kinds = kinds(options.getOrDefault("faults", "all"), production);
        Path distribution = Path.of(options.get("distribution"));
        Path folder = Files.createDirectories(Path.of(options.getOrDefault("folder", "target/chaos"))
                        .resolve("seed-" + seed + "-" + System.currentTimeMillis() / 1000))
                .toAbsolutePath();
        Duration length = Duration.ofMinutes(minutes);
        boolean soak = kinds.isEmpty();
        List<Planned> faults = soak ? List.of() : FaultSchedule.of(seed, length, kinds);
        System.out.println("Seed " + seed + ", " + faults.size() + " faults in about " + minutes + " minutes, "
                + interviews + " interviews at a time. Data and logs: " + folder);
        ChaosRun.Result result;
        String vitals = "";
        Line.Starter servers = production ? ProductionLine::start : ModelLine::start;
        try (ChaosCluster cluster =
                        ChaosCluster.start(distribution, folder, 3, Map.of("RBV_AGENT_ROOMS", "20"), servers);
                Vitals looking = soak ? new Vitals(cluster) : null) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
            long start = System.nanoTime();
            result = new ChaosRun(
                            cluster,
                            line -> System.out.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, line))
                    .run(
                            new ChaosRun.Load(
                                    interviews, 3, 10, cluster.line().guests(), soak ? length : Duration.ZERO),
                            faults);
            if (looking != null) {
                vitals = looking.report();
            }
        }
        String title = "Seed " + seed + ", " + minutes + " minutes" + (production ? ", production line" : "");
        String report = ChaosReport.of(title, result) + vitals;
        Files.writeString(folder.resolve("report.md"), report);
        keepBroken(folder, result);
        System.out.println();
        System.out.println(report);
        boolean kept = result.violations().isEmpty() && result.complaints().isEmpty();
        System.exit(kept ? 0 : 1);
    }

    /** What was seen of each interview that a promise was broken to, for whoever looks for the cause. */
    private static void keepBroken(Path folder, ChaosRun.Result result) throws IOException {
        Map<UUID, List<Observation>> seen = result.history().byInterview();
        Map<UUID, List<Violation>> broken =
                result.violations().stream().collect(Collectors.groupingBy(Violation::interviewId));
        for (Map.Entry<UUID, List<Violation>> each : broken.entrySet()) {
            List<Object> lines = new ArrayList<>(each.getValue());
            lines.addAll(seen.getOrDefault(each.getKey(), List.of()));
            Files.write(
                    folder.resolve("broken-" + each.getKey() + ".txt"),
                    lines.stream().map(Object::toString).toList());
        }
    }

    private static boolean isProduction(String line) {
        return switch (line) {
            case "model" -> false;
            case "production" -> true;
            default -> throw new IllegalArgumentException("there is no line " + line);
        };
    }

    private static List<FaultKind> kinds(String names, boolean production) {
        List<FaultKind> kinds = switch (names) {
            case "all" -> production ? List.of(FaultKind.values()) : FaultKind.ordinary();
            case "none" -> List.of();
            default ->
                Stream.of(names.split(","))
                        .map(name -> FaultKind.valueOf(
                                name.strip().toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList();
        };
        if (!production && kinds.stream().anyMatch(FaultKind::needsProductionLine)) {
            throw new IllegalArgumentException(names + " needs --line production");
        }
        return kinds;
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
