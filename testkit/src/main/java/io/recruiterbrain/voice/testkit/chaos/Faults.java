package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.Line.Vendor;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import io.recruiterbrain.voice.testkit.chaos.history.History;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Does faults to a cluster and mends them. Blocking; for one thread. */
final class Faults {
    /** Within it some agent is in the middle of a sentence, unless nobody talks. */
    private static final Duration SENTENCE = Duration.ofSeconds(30);

    private final ChaosCluster cluster;
    private final LeaseWatcher leases;
    private final History history;

    Faults(ChaosCluster cluster, LeaseWatcher leases, History history) {
        this.cluster = cluster;
        this.leases = leases;
        this.history = history;
    }

    /** Returns when the fault is mended and every node is ready again. */
    Inflicted inflict(Planned planned) throws IOException, InterruptedException {
        String node = victim(planned);
        Map<UUID, Long> fences = held(planned.kind(), node);
        long began = System.nanoTime();
        begin(planned.kind(), node);
        LockSupport.parkNanos(planned.duration().toNanos());
        mend(planned.kind(), node);
        long mended = System.nanoTime();
        cluster.awaitWhole();
        return new Inflicted(planned.kind(), node, began, mended, System.nanoTime(), fences);
    }

    private void begin(FaultKind kind, String node) throws IOException, InterruptedException {
        switch (kind) {
            case KILL -> cluster.kill(node);
            case FREEZE -> cluster.node(node).freeze();
            case POSTGRES_AWAY -> cluster.takePostgresAway();
            case POSTGRES_CUT_OFF -> cluster.cutOffFromPostgres(node);
            case MODEL_AWAY -> cluster.line().takeAway(Vendor.MODEL);
            case DEEPGRAM_AWAY -> cluster.line().takeAway(Vendor.RECOGNISER);
            case VOICE_AWAY -> cluster.line().takeAway(Vendor.VOICE);
            case LIVEKIT_RESTART -> cluster.line().killLiveKit();
            case MILVUS_AWAY -> cluster.killMilvus();
            case PARTITION -> {
                cluster.silence(node);
                cluster.deafen(node);
            }
            case PARTITION_SILENT -> cluster.silence(node);
            case PARTITION_DEAF -> cluster.deafen(node);
            case ALL_KILLED -> {
                for (String each : cluster.names()) {
                    cluster.kill(each);
                }
            }
            case ROLLING_RESTART -> restart(cluster.names());
            case ROLLING_UPDATE -> restart(cluster.outdated());
        }
    }

    private void restart(List<String> names) throws IOException, InterruptedException {
        for (String each : names) {
            cluster.stop(each);
            cluster.startAgain(each);
            cluster.awaitWhole();
        }
    }

    private void mend(FaultKind kind, String node) throws IOException, InterruptedException {
        switch (kind) {
            case KILL -> cluster.startAgain(node);
            case FREEZE -> cluster.node(node).thaw();
            case POSTGRES_AWAY,
                    POSTGRES_CUT_OFF,
                    MODEL_AWAY,
                    DEEPGRAM_AWAY,
                    VOICE_AWAY,
                    PARTITION,
                    PARTITION_SILENT,
                    PARTITION_DEAF -> cluster.healNetworks();
            case LIVEKIT_RESTART -> cluster.line().startLiveKitAgain();
            case MILVUS_AWAY -> cluster.startMilvusAgain();
            case ALL_KILLED -> {
                for (String each : cluster.names()) {
                    cluster.startAgain(each);
                }
            }
            case ROLLING_RESTART, ROLLING_UPDATE -> {}
        }
    }

    /** The owner of an interview whose agent is in the middle of a sentence, otherwise the one that the plan chose. */
    private String victim(Planned planned) throws InterruptedException {
        List<String> names = cluster.names();
        return switch (planned.kind()) {
            case POSTGRES_AWAY,
                    MODEL_AWAY,
                    DEEPGRAM_AWAY,
                    VOICE_AWAY,
                    LIVEKIT_RESTART,
                    MILVUS_AWAY,
                    ROLLING_RESTART,
                    ROLLING_UPDATE,
                    ALL_KILLED -> "all";
            case KILL, FREEZE, POSTGRES_CUT_OFF, PARTITION, PARTITION_SILENT, PARTITION_DEAF ->
                history.awaitSentence(SENTENCE)
                        .flatMap(words -> leases.node(words.interviewId()))
                        .orElse(names.get(planned.choice() % names.size()));
        };
    }

    private Map<UUID, Long> held(FaultKind kind, String node) {
        Map<UUID, Long> held = new HashMap<>();
        cluster.names().stream()
                .filter(each -> node.equals("all") || node.equals(each))
                .filter(each -> kind != FaultKind.MILVUS_AWAY && !kind.isOfLine())
                .forEach(each -> held.putAll(leases.heldBy(each)));
        return held;
    }
}
