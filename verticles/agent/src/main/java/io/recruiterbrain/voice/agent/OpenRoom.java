package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A room that is taken, from the first moment of its join on. On the supervisor's context. */
final class OpenRoom {
    private final UUID interviewId;
    private final Promise<Deployed> deployed = Promise.promise();
    private final Promise<InterviewState> ended = Promise.promise();
    private @Nullable Lease lease;
    private @Nullable VoiceGate gate;
    private @Nullable Future<Void> left;

    record Deployed(InterviewVerticle verticle, String deploymentId, String roomName) {}

    OpenRoom(UUID interviewId) {
        this.interviewId = interviewId;
    }

    UUID interviewId() {
        return interviewId;
    }

    /** The right to hold the interview is there. */
    void leased(Lease held, VoiceGate voice) {
        lease = held;
        gate = voice;
    }

    /** Absent while it is not held yet. */
    @Nullable
    Lease lease() {
        return lease;
    }

    /**
     * The lease is lost: silent before this returns, and gone soon.
     *
     * @param wasRunning called on any thread when its conversation was not over yet
     */
    void lost(Runnable wasRunning) {
        if (gate != null) {
            gate.close();
        }
        deployed.future().onSuccess(room -> room.verticle().lost(wasRunning));
    }

    Future<Deployed> deployed() {
        return deployed.future();
    }

    /** How the opening ends. */
    Promise<Deployed> opening() {
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
            leaving = deployed.future().compose(room -> vertx.undeploy(room.deploymentId()));
            left = leaving;
            // One that could not save everything in time tells nobody that it ended.
            leaving.onComplete(gone -> ended.tryComplete(InterviewState.RECOVERING));
        }
        return leaving;
    }
}
