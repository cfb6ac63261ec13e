package io.recruiterbrain.voice.agent.resilience;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/**
 * One call of one provider under way.
 *
 * @param begun whether anything of an answer has been passed on; from then on nobody else is asked
 * @param cancel gives the call up
 */
record Attempt<R>(Future<R> done, BooleanSupplier begun, Runnable cancel) {
    static <R> Attempt<R> of(Future<R> done) {
        return new Attempt<>(done, () -> false, () -> {});
    }
}
