package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.HistoryChecker;
import io.recruiterbrain.voice.testkit.chaos.history.Outcome;
import io.recruiterbrain.voice.testkit.chaos.history.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Candidates talk with a cluster while faults come one after another; then the history is held against what is stored. */
public final class ChaosRun {
    private static final Duration LAST_INTERVIEWS = Duration.ofMinutes(12);

    private final ChaosCluster cluster;
    private final Consumer<String> progress;
    private final History history = new History();

    /** @param progress gets a line now and then */
    public ChaosRun(ChaosCluster cluster, Consumer<String> progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /**
     * @param interviews at the same time
     * @param questions of each
     * @param minutes of each at most
     * @param guests who hold interviews too, from the beginning on
     * @param atLeast how long candidates come, however few faults there are
     */
    public record Load(int interviews, int questions, int minutes, List<Guest> guests, Duration atLeast) {
        public Load {
            guests = List.copyOf(guests);
        }
    }

    /**
     * What a run showed.
     *
     * @param complaints what a candidate or recruiter could not do at all
     */
    public record Result(
            History history,
            List<Outcome> outcomes,
            List<Inflicted> faults,
            List<Violation> violations,
            List<String> complaints) {}

    public Result run(Load load, List<Planned> faults) throws IOException, InterruptedException {
        Crowd crowd = new Crowd(cluster.url(), history, load.questions(), load.minutes());
        List<Inflicted> inflicted = new ArrayList<>();
        try (LeaseWatcher leases = new LeaseWatcher(cluster.jdbcUrl(), history)) {
            long end = System.nanoTime() + load.atLeast().toNanos();
            load.guests().forEach(crowd::invite);
            crowd.gather(load.interviews());
            Faults doer = new Faults(cluster, leases, history);
            for (Planned fault : faults) {
                LockSupport.parkNanos(fault.calm().toNanos());
                say(crowd, inflicted, faults, fault.kind().words());
                Inflicted done = doer.inflict(fault);
                inflicted.add(done);
            }
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            say(crowd, inflicted, faults, "waiting for the last interviews");
            List<Outcome> outcomes = crowd.disperse(LAST_INTERVIEWS);
            return new Result(
                    history, outcomes, inflicted, HistoryChecker.check(history, outcomes), crowd.complaints());
        }
    }

    private void say(Crowd crowd, List<Inflicted> done, List<Planned> faults, String next) {
        progress.accept("fault " + Math.min(done.size() + 1, faults.size()) + "/" + faults.size() + ", "
                + crowd.talking() + " interviews under way, " + crowd.ordered() + " ordered: " + next);
    }
}
