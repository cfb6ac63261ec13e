package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The typed messages of an interview, by the ids that the page gave them: each is taken once, by whichever agent, and is
 * kept when the turn with it is durable. Beyond its bound the oldest are forgotten. On the conversation's thread.
 */
final class Messages {
    private static final int REMEMBERED = 200;
    /** Shorter than the sender waits, who then sends the same message again. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Map<UUID, Promise<Void>> known = new LinkedHashMap<>();

    /** @param before turns of the agents before, which are stored */
    Messages(Scheduler scheduler, List<Turn> before) {
        this.scheduler = scheduler;
        before.forEach(turn -> turn.messageIds().forEach(id -> remember(id).complete()));
    }

    /**
     * Takes a message, unless it was taken before; completes when it is kept, fails when it never will be, and with
     * {@code TIMEOUT} when it is not after five seconds.
     */
    Future<Void> take(UUID messageId, Runnable taking) {
        Promise<Void> taken = known.get(messageId);
        if (taken != null) {
            return inTime(taken.future());
        }
        Promise<Void> kept = remember(messageId);
        taking.run();
        return inTime(kept.future());
    }

    private Future<Void> inTime(Future<Void> kept) {
        if (kept.isComplete()) {
            return kept;
        }
        Promise<Void> inTime = Promise.promise();
        Scheduler.Timer limit = scheduler.at(
                scheduler.now().plus(LIMIT),
                () -> inTime.tryFail(new ServiceException(ErrorCode.TIMEOUT, "the message is not kept yet")));
        kept.onComplete(outcome -> {
            limit.cancel();
            if (outcome.succeeded()) {
                inTime.tryComplete();
            } else {
                inTime.tryFail(outcome.cause());
            }
        });
        return inTime.future();
    }

    /** Messages are in a turn. */
    void inTurn(List<UUID> messageIds, Future<Void> durable) {
        durable.onComplete(outcome -> messageIds.forEach(id -> {
            // One that is lost may be sent again, and is a new one then.
            Promise<Void> kept = outcome.succeeded() ? known.get(id) : known.remove(id);
            if (kept != null) {
                kept.handle(outcome);
            }
        }));
    }

    private Promise<Void> remember(UUID messageId) {
        Promise<Void> kept = Promise.promise();
        known.put(messageId, kept);
        if (known.size() > REMEMBERED) {
            Iterator<UUID> oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return kept;
    }
}
