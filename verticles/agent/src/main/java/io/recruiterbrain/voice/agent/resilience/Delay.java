package io.recruiterbrain.voice.agent.resilience;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs something later, on any thread. */
@FunctionalInterface
public interface Delay {
    /** A task that has not run yet. */
    interface Pending {
        /** It does not run any more; harmless when it did. */
        void cancel();
    }

    Pending after(Duration time, Runnable task);

    static Delay by(Vertx vertx) {
        return (time, task) -> {
            long id = vertx.setTimer(Math.max(1, time.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }
}
