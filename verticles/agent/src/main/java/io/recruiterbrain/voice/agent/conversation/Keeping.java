package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/** Which of a log's turns are not safe yet from the end of this process. On the conversation's thread. */
final class Keeping {
    private final Map<Integer, Promise<Void>> unsafe = new HashMap<>();
    private Future<Void> latest = Future.succeededFuture();

    void taken(Turn turn) {
        Promise<Void> kept = Promise.promise();
        unsafe.put(turn.turnNo(), kept);
        latest = kept.future();
    }

    /** It is stored, or on the disk; said again it changes nothing. */
    void kept(Turn turn) {
        Promise<Void> kept = unsafe.remove(turn.turnNo());
        if (kept != null) {
            kept.complete();
        }
    }

    /** It is nowhere and never will be. */
    void lost(Turn turn, Throwable fault) {
        Promise<Void> kept = unsafe.remove(turn.turnNo());
        if (kept != null) {
            kept.fail(fault);
        }
    }

    /** Completes when the turn taken last is safe; fails when it is lost. */
    Future<Void> latest() {
        return latest;
    }
}
