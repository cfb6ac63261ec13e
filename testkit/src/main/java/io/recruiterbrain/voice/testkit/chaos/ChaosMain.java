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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./rbv chaos}: three real nodes under faults. Prints the report and keeps it in the folder of the run; ends with 1
 * when a promise was broken.
 */
@Command(name = "chaos")
public final class ChaosMain implements Callable<Integer> {
    /** Which servers the nodes use. */
    enum Servers {
        MODEL,
        PRODUCTION
    }

    @Option(names = "--seed")
    private long seed = 1;

    @Option(names = "--minutes")
    private int minutes = 10;

    @Option(names = "--interviews")
    private int interviews = 6;

    @Option(names = "--line")
    private Servers line = Servers.MODEL;

    @Option(names = "--faults")
    private String faultNames = "all";

    @Option(names = "--distribution", required = true)
    private Path distribution = Path.of("");

    @Option(names = "--older")
    private @Nullable Path older;

    @Option(names = "--folder")
    private Path folder = Path.of("target", "chaos");

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChaosMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, arguments) -> {
                    fault.getCommandLine().getErr().println(fault.getMessage() + "; see ./rbv chaos --help");
                    return ExitCode.USAGE;
                });
    }

    @Override
    public Integer call() throws Exception {
        boolean production = line == Servers.PRODUCTION;
        List<FaultKind> kinds = kinds(production);
        Path own = Files.createDirectories(folder.resolve("seed-" + seed + "-" + System.currentTimeMillis() / 1000))
                .toAbsolutePath();
        Duration length = Duration.ofMinutes(minutes);
        boolean soak = kinds.isEmpty();
        List<Planned> faults = plan(length, kinds);
        System.out.println("Seed " + seed + ", " + faults.size() + " faults in about " + minutes + " minutes, "
                + interviews + " interviews at a time. Data and logs: " + own);
        ChaosRun.Result result;
        String vitals = "";
        Line.Starter servers = production ? ProductionLine::start : ModelLine::start;
        try (ChaosCluster cluster = ChaosCluster.start(
                        distribution, Optional.ofNullable(older), own, 3, Map.of("RBV_AGENT_ROOMS", "20"), servers);
                Vitals looking = soak ? new Vitals(cluster) : null) {
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
            long start = System.nanoTime();
            result = new ChaosRun(
                            cluster,
                            line -> System.out.printf("%4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, line))
                    .run(
                            new ChaosRun.Load(
                                    interviews,
                                    3,
                                    10,
                                    cluster.line().guests(),
                                    soak || older != null ? length : Duration.ZERO),
                            faults);
            if (looking != null) {
                vitals = looking.report();
            }
        }
        String title = "Seed " + seed + ", " + minutes + " minutes" + (production ? ", production line" : "")
                + (older == null ? "" : ", two nodes of an older build at first");
        String report = ChaosReport.of(title, result) + vitals;
        Files.writeString(own.resolve("report.md"), report);
        keepBroken(own, result);
        System.out.println();
        System.out.println(report);
        boolean kept = result.violations().isEmpty() && result.complaints().isEmpty();
        return kept ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<Planned> plan(Duration length, List<FaultKind> kinds) {
        List<FaultKind> others =
                kinds.stream().filter(kind -> kind != FaultKind.ROLLING_UPDATE).toList();
        List<Planned> planned = others.isEmpty() ? List.of() : FaultSchedule.of(seed, length, others);
        // It comes once, as nothing is left of the older build after it.
        return kinds.contains(FaultKind.ROLLING_UPDATE) ? FaultSchedule.withUpdate(planned, length) : planned;
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

    private List<FaultKind> kinds(boolean production) {
        List<FaultKind> kinds = switch (faultNames) {
            case "all" -> FaultKind.possible(production, older != null);
            case "none" -> List.of();
            default -> Stream.of(faultNames.split(",")).map(this::kind).toList();
        };
        if (!production && kinds.stream().anyMatch(FaultKind::needsProductionLine)) {
            throw wrong("--faults " + faultNames + " needs --line production");
        }
        if (older == null && kinds.contains(FaultKind.ROLLING_UPDATE)) {
            throw wrong("--faults " + faultNames + " needs --older FOLDER");
        }
        if (older != null && !Files.isExecutable(older.resolve("bin").resolve("recruiterbrain-voice"))) {
            throw wrong("--older " + older + " is no built folder: it has no bin/recruiterbrain-voice");
        }
        return kinds;
    }

    private FaultKind kind(String name) {
        try {
            return FaultKind.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw wrong("There is no fault \"" + name.strip() + "\"");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }
}
