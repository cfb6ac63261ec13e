package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A room that is taken, from the first moment of its join on. On the supervisor's context. */
final class OpenRoom {
    private final Future<Deployed> deployed;
    private final Promise<InterviewState> ended = Promise.promise();
    private @Nullable Future<Void> left;

    record Deployed(InterviewVerticle verticle, String deploymentId, String roomName) {}

    OpenRoom(Future<Deployed> deployed) {
        this.deployed = deployed;
    }

    Future<Deployed> deployed() {
        return deployed;
    }

    /** The last state of the interview here. */
    Promise<InterviewState> ended() {
        return ended;
    }

    /** Closes it with a sentence, unless the interview is over; the same future each time. */
    Future<Void> leave(Vertx vertx) {
        Future<Void> leaving = left;
        if (leaving == null) {
            leaving = deployed.compose(room -> vertx.undeploy(room.deploymentId()));
            left = leaving;
            // One that could not save everything in time tells nobody that it ended.
            leaving.onComplete(gone -> ended.tryComplete(InterviewState.RECOVERING));
        }
        return leaving;
    }
}
