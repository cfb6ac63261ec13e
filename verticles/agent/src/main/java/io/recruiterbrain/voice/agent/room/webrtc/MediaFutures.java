package io.recruiterbrain.voice.agent.room.webrtc;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** From the media threads' stages to the callers' futures. */
public final class MediaFutures {
    private MediaFutures() {}

    /** A future that completes on the context it is asked for on, if there is one, and fails with the bare cause. */
    public static <T> Future<T> toVertx(CompletionStage<T> stage) {
        CompletableFuture<T> bare = new CompletableFuture<>();
        stage.whenComplete((value, fault) -> {
            if (fault == null) {
                bare.complete(value);
            } else {
                bare.completeExceptionally(bare(fault));
            }
        });
        Context context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(bare) : Future.fromCompletionStage(bare, context);
    }

    static Throwable bare(Throwable fault) {
        Throwable cause = fault.getCause();
        return fault instanceof CompletionException && cause != null ? cause : fault;
    }
}
