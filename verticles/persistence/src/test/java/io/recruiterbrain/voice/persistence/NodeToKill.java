package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A process of its own that saves turns, says so when they are searchable, and waits to be killed. */
final class NodeToKill {
    static final int TURNS = 5;

    private NodeToKill() {}

    public static void main(String[] arguments) throws Exception {
        RunningPersistence node = RunningPersistence.start(Path.of(arguments[0]));
        UUID id = Samples.inProgress(node).interviewId();
        for (int no = 1; no <= TURNS; no++) {
            node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, no, Speaker.CANDIDATE, "narwhal number " + no));
        }
        Eventually.eventually(() -> {
            if (!node.query("SELECT milvus_synced FROM interviews").equals("t")) {
                throw new AssertionError("not synced yet");
            }
        });
        System.out.println("saved " + id);
        new CountDownLatch(1).await();
    }
}
