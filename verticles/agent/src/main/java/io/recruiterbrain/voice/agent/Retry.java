package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks again while the fault may pass. */
final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private Retry() {}

    /** @param attempts at most so many; the last fault is the result when none succeeds */
    static <T> Future<T> request(Scheduler scheduler, int attempts, Supplier<Future<T>> request) {
        Promise<T> outcome = Promise.promise();
        attempt(scheduler, attempts, FIRST_PAUSE, request, outcome);
        return outcome.future();
    }

    private static <T> void attempt(
            Scheduler scheduler, int left, Duration pause, Supplier<Future<T>> request, Promise<T> outcome) {
        Future<T> asked;
        try {
            asked = request.get();
        } catch (RuntimeException e) {
            asked = Future.failedFuture(e);
        }
        asked.onSuccess(outcome::complete).onFailure(fault -> {
            boolean mayPass =
                    fault instanceof ServiceException known && known.code().retryable();
            if (left <= 1 || !mayPass) {
                outcome.fail(fault);
                return;
            }
            Duration longer =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            scheduler.at(scheduler.now().plus(pause), () -> attempt(scheduler, left - 1, longer, request, outcome));
        });
    }
}
