package io.recruiterbrain.voice.http.health;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the modules how they are, at most once a second however often it is asked itself: the probes are open to all.
 * Event loop of one verticle only.
 */
public final class ModuleHealth {
    /** Without it no interview can be started or kept. */
    private static final String ESSENTIAL_PORT = "InterviewStore";

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Map<String, Address<FindStatus, ModuleStatus>> MODULES =
            Map.of("persistence", FindStatus.PERSISTENCE, "embedding", FindStatus.EMBEDDING, "agent", FindStatus.AGENT);

    private final Bus bus;
    private final Clock clock;
    private @Nullable Future<List<Report>> last;
    private Instant askedAt = Instant.EPOCH;

    /** How a module or everything is. */
    public enum Level {
        UP,
        /** Interviews can be held, something beside them fails. */
        DEGRADED,
        DOWN
    }

    /**
     * @param status empty when the module does not answer
     */
    public record Report(String module, Optional<ModuleStatus> status) {
        public Level level() {
            if (status.isEmpty()) {
                return Level.DOWN;
            }
            boolean essentialFails = status.get().ports().stream()
                    .anyMatch(port -> port.problem() != null && port.port().equals(ESSENTIAL_PORT));
            return essentialFails ? Level.DOWN : status.get().healthy() ? Level.UP : Level.DEGRADED;
        }
    }

    public ModuleHealth(Bus bus, Clock clock) {
        this.bus = bus;
        this.clock = clock;
    }

    /** One report for each module, in alphabetical order; never fails. */
    public Future<List<Report>> reports() {
        Instant now = clock.instant();
        if (last == null || !now.isBefore(askedAt.plus(FRESH))) {
            askedAt = now;
            last = ask();
        }
        return last;
    }

    /** The worst of all. */
    public static Level overall(List<Report> reports) {
        return reports.stream().map(Report::level).max(Level::compareTo).orElse(Level.DOWN);
    }

    private Future<List<Report>> ask() {
        List<Future<Report>> asked = MODULES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(module -> bus.ask(module.getValue(), new FindStatus())
                        .map(status -> new Report(module.getKey(), Optional.of(status)))
                        .otherwise(new Report(module.getKey(), Optional.empty())))
                .toList();
        return Future.all(asked).map(all -> all.<Report>list());
    }
}
