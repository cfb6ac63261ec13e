package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request on its way along a {@link Chain}. */
final class Call<T, R> {
    private final Chain<T> chain;
    private final Function<T, Attempt<R>> asking;
    private final Promise<R> outcome = Promise.promise();

    Call(Chain<T> chain, Function<T, Attempt<R>> asking) {
        this.chain = chain;
        this.asking = asking;
    }

    Future<R> start() {
        Link<T> first = chain.firstPermitted(0);
        // When every circuit is open, the last provider is better than nothing: mostly it is the embedded one.
        attempt(first == null ? chain.links().getLast() : first, 1);
        return outcome.future();
    }

    private void attempt(Link<T> link, int number) {
        Attempt<R> attempt;
        try {
            attempt = asking.apply(link.port());
        } catch (RuntimeException e) {
            attempt = Attempt.of(Future.failedFuture(e));
        }
        Attempt<R> running = attempt;
        AtomicBoolean decided = new AtomicBoolean();
        Delay.Pending patience = chain.delay().after(chain.policy().patience(), () -> {
            if (!running.begun().getAsBoolean() && decided.compareAndSet(false, true)) {
                running.cancel().run();
                failed(link, number, timeout(link), false);
            }
        });
        running.done().onComplete(done -> {
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            patience.cancel();
            if (done.succeeded()) {
                chain.succeeded(link);
                outcome.complete(done.result());
            } else {
                failed(link, number, Chain.known(done.cause()), running.begun().getAsBoolean());
            }
        });
    }

    private void failed(Link<T> link, int number, ServiceException fault, boolean begun) {
        if (fault instanceof CallGivenUpException) {
            chain.givenUp(link);
            outcome.fail(fault);
            return;
        }
        if (begun) {
            chain.failed(link, fault, null);
            outcome.fail(fault);
            return;
        }
        int position = chain.links().indexOf(link);
        @Nullable Duration asked = Chain.retryAfter(fault);
        boolean again = fault.code().retryable()
                && number <= chain.policy().retries()
                && (asked == null || asked.compareTo(chain.policy().patience()) < 0);
        Link<T> other = chain.firstPermitted(position + 1);
        // Asking the same one again costs the candidate's time; another one answers at once.
        Link<T> next = other != null && number > 1 ? other : again ? link : other;
        chain.failed(link, fault, next);
        if (next == null) {
            outcome.fail(fault);
        } else if (next.equals(link)) {
            if (other != null) {
                other.circuit().undecided();
            }
            chain.delay()
                    .after(
                            chain.policy().delayAfter(number, asked, ThreadLocalRandom.current()),
                            () -> attempt(link, number + 1));
        } else {
            attempt(next, 1);
        }
    }

    private static ServiceException timeout(Link<?> link) {
        return new ProviderException(link.provider(), ErrorCode.TIMEOUT, link.provider() + " did not answer in time");
    }
}
