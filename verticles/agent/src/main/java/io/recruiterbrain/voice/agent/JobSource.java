package io.recruiterbrain.voice.agent;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Brings interviews to the supervisor from elsewhere than the bus. Called on the supervisor's context. */
public interface JobSource {
    /** Nobody but the bus. */
    JobSource NONE = new JobSource() {
        @Override
        public Future<Void> start(Vertx vertx, InterviewHost host) {
            return Future.succeededFuture();
        }

        @Override
        public void drain() {}

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    };

    /** Begins to bring interviews; fails only for what a setting must mend. */
    Future<Void> start(Vertx vertx, InterviewHost host);

    /** Why it cannot bring any at present, one sentence; absent while it can. Any thread. */
    default @Nullable String problem() {
        return null;
    }

    /** Brings no more; what was brought goes on. */
    void drain();

    /** After all interviews have ended. */
    Future<Void> close();
}
