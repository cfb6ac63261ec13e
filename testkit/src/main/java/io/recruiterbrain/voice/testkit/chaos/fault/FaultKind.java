package io.recruiterbrain.voice.testkit.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What may happen to a cluster. */
public enum FaultKind {
    /** {@code kill -9} of a node whose agent is in the middle of a sentence; it is started again later. */
    KILL("kill -9 of the owner in mid-sentence", 5, 15),
    /** A node whose agent is in the middle of a sentence gets no processor time, and then goes on. */
    FREEZE("owner frozen (STOP), then thawed", 20, 20),
    /** No node reaches PostgreSQL. */
    POSTGRES_AWAY("PostgreSQL away for all", 60, 60),
    /** A node with rooms does not reach PostgreSQL, the others do. */
    POSTGRES_CUT_OFF("owner cut off from PostgreSQL", 20, 30),
    /** The language model's server does not answer. */
    MODEL_AWAY("the language model's vendor away", 60, 60),
    MILVUS_AWAY("Milvus killed, started again", 60, 60),
    /** A member and the others do not hear each other. */
    PARTITION("partition between members, both ways", 30, 30),
    /** The others do not hear a member, which hears them. */
    PARTITION_SILENT("partition, a member is not heard", 30, 30),
    /** A member does not hear the others, which hear it. */
    PARTITION_DEAF("partition, a member does not hear", 30, 30),
    /** SIGTERM to one node after another, each when the one before is ready again. */
    ROLLING_RESTART("rolling restart", 0, 0),
    /** The nodes of an older build are replaced by today's, one after another, each when the one before is ready. */
    ROLLING_UPDATE("rolling update from the older build", 0, 0),
    /** {@code kill -9} of all nodes at once; they are started again together. */
    ALL_KILLED("kill -9 of all nodes", 5, 10),
    /** The LiveKit server is killed and started again on the same port. */
    LIVEKIT_RESTART("LiveKit server killed, started again", 5, 15),
    /** Deepgram's server does not answer. */
    DEEPGRAM_AWAY("Deepgram away", 60, 60),
    /** Google's server of voices does not answer. */
    VOICE_AWAY("Google Text-to-Speech away", 60, 60);

    private final String words;
    private final int minSeconds;
    private final int maxSeconds;

    FaultKind(String words, int minSeconds, int maxSeconds) {
        this.words = words;
        this.minSeconds = minSeconds;
        this.maxSeconds = maxSeconds;
    }

    public String words() {
        return words;
    }

    /** What can happen to a cluster. */
    public static List<FaultKind> possible(boolean onProductionLine, boolean withOlderBuild) {
        return Stream.of(values())
                .filter(kind -> onProductionLine || !kind.needsProductionLine())
                .filter(kind -> withOlderBuild || kind != ROLLING_UPDATE)
                .toList();
    }

    /** Whether the server that it is done to is there on a production line only. */
    public boolean needsProductionLine() {
        return this == LIVEKIT_RESTART || this == DEEPGRAM_AWAY || this == VOICE_AWAY;
    }

    /** Whether it is done to a server of the line, and thus takes no interview from its agent. */
    public boolean isOfLine() {
        return this == MODEL_AWAY || needsProductionLine();
    }

    /** How long it lasts; zero where it ends by itself. */
    Duration lasts(RandomGenerator random) {
        return Duration.ofSeconds(minSeconds == maxSeconds ? minSeconds : random.nextInt(minSeconds, maxSeconds + 1));
    }
}
