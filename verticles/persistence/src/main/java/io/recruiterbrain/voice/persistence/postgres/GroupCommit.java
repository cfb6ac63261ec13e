package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Lets what arrives within a short window share one write, one write at a time. Bounded: what finds the queue full fails
 * with {@code BUSY}. Safe to use from any thread.
 *
 * @param <T> what is written
 * @param <R> what comes of it
 */
final class GroupCommit<T, R> {
    private static final int MAX_GROUP = 256;

    private record Waiting<T, R>(T item, Promise<R> promise) {}

    private final Vertx vertx;
    private final long windowMillis;
    private final int limit;
    private final Function<List<T>, Future<List<Future<R>>>> write;
    private final Deque<Waiting<T, R>> queue = new ArrayDeque<>();
    private boolean scheduled;

    /**
     * @param limit items that may wait or be written
     * @param write writes a group; answers with an outcome for each item in its order, or fails for all of them
     */
    GroupCommit(Vertx vertx, Duration window, int limit, Function<List<T>, Future<List<Future<R>>>> write) {
        this.vertx = vertx;
        this.windowMillis = window.toMillis();
        this.limit = limit;
        this.write = write;
    }

    /** Completes when the item is durable. */
    Future<R> add(T item) {
        Promise<R> promise = Promise.promise();
        synchronized (queue) {
            if (queue.size() >= limit) {
                return Future.failedFuture(
                        new ServiceException(ErrorCode.BUSY, "too much waits to be saved; send it again soon"));
            }
            queue.add(new Waiting<>(item, promise));
            if (scheduled) {
                return promise.future();
            }
            scheduled = true;
        }
        vertx.setTimer(windowMillis, timer -> writeNext());
        return promise.future();
    }

    /** Items that wait for their group's write. */
    int size() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private void writeNext() {
        List<Waiting<T, R>> group = new ArrayList<>();
        synchronized (queue) {
            while (group.size() < MAX_GROUP && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            if (group.isEmpty()) {
                scheduled = false;
                return;
            }
        }
        write(group).onComplete(done -> writeNext());
    }

    private Future<Void> write(List<Waiting<T, R>> group) {
        Future<List<Future<R>>> written;
        try {
            written = write.apply(group.stream().map(Waiting::item).toList());
        } catch (RuntimeException e) {
            written = Future.failedFuture(e);
        }
        return written.transform(outcome -> {
            if (outcome.failed() && group.size() > 1 && !away(outcome.cause())) {
                return writeEach(group);
            }
            for (int i = 0; i < group.size(); i++) {
                complete(
                        group.get(i),
                        outcome.succeeded() ? outcome.result().get(i) : Future.failedFuture(outcome.cause()));
            }
            return Future.succeededFuture();
        });
    }

    /** One item that cannot be written must not take the others with it. */
    private Future<Void> writeEach(List<Waiting<T, R>> group) {
        Future<Void> last = Future.succeededFuture();
        for (Waiting<T, R> waiting : group) {
            last = last.compose(done -> write(List.of(waiting)));
        }
        return last;
    }

    private static boolean away(Throwable fault) {
        return fault instanceof ServiceException known && known.code().retryable();
    }

    private static <T, R> void complete(Waiting<T, R> waiting, Future<R> outcome) {
        outcome.onSuccess(waiting.promise()::tryComplete).onFailure(waiting.promise()::tryFail);
    }
}
