package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusCollections;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Turns into Milvus as the outbox sends them, against one write for each turn. Arguments: host, port, turns. */
public final class MilvusSync {
    private static final int DIMENSION = 768;
    /** The outbox's. */
    private static final int BATCH = 128;
    /** Of the slow way; it is the same for each turn. */
    private static final int SINGLES = 500;

    private MilvusSync() {}

    public static void main(String[] arguments) {
        MilvusConfig config = new MilvusConfig(arguments[0], Integer.parseInt(arguments[1]), null, 4);
        int count = Integer.parseInt(arguments[2]);
        Vertx vertx = Vertx.vertx();
        VectorStore store = new MilvusCollections(config).open(vertx, DIMENSION);
        List<TurnVectors> turns = turns(count + 2 * SINGLES);
        double warmUp = seconds(store, turns.subList(count + SINGLES, count + 2 * SINGLES), 1);
        double singles = seconds(store, turns.subList(count, count + SINGLES), 1) / SINGLES;
        double batches = seconds(store, turns.subList(0, count), BATCH) / count;
        System.out.printf(
                "%d turns in %.1f s, %.2f ms a turn; one write for each turn: %.2f ms (n=%d); %.1f times as fast"
                        + "   to reach: 10 times (warm-up %.1f s)%n",
                count, batches * count, batches * 1_000, singles * 1_000, SINGLES, singles / batches, warmUp);
        store.close().await();
        vertx.close().await();
    }

    private static double seconds(VectorStore store, List<TurnVectors> turns, int batch) {
        long begun = System.nanoTime();
        for (int from = 0; from < turns.size(); from += batch) {
            store.upsert(turns.subList(from, Math.min(turns.size(), from + batch)))
                    .await();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static List<TurnVectors> turns(int count) {
        Random random = new Random(1);
        List<TurnVectors> turns = new ArrayList<>(count);
        UUID interviewId = UUID.randomUUID();
        for (int i = 0; i < count; i++) {
            if (i % 20 == 0) {
                interviewId = UUID.randomUUID();
            }
            float[] numbers = new float[DIMENSION];
            for (int n = 0; n < DIMENSION; n++) {
                numbers[n] = (float) random.nextGaussian();
            }
            turns.add(new TurnVectors(
                    interviewId,
                    i % 20,
                    Speaker.CANDIDATE,
                    Instant.EPOCH.plusSeconds(i),
                    "job",
                    "candidate",
                    "random",
                    List.of(new Vector(numbers))));
        }
        return turns;
    }
}
