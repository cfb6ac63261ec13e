package io.recruiterbrain.voice.http.media;

import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.http.api.Sessions;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Offers, ICE restarts and ends of the candidate's peer connections, one for each direction. */
public final class MediaOperations {
    private static final String SDP = "application/sdp";

    private final Sessions sessions;

    public MediaOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    public void register(Operations operations) {
        operations
                .on("offerMedia", this::open)
                .on("restartMedia", this::restart)
                .on("closeMedia", this::close);
    }

    private Future<Answer> open(ApiRequest request) {
        return offer(request, null)
                .map(answer -> Answer.of(201, SDP, Buffer.buffer(answer.sdp()))
                        .with("Location", locationOf(request, answer.resourceId())));
    }

    private Future<Answer> restart(ApiRequest request) {
        return offer(request, request.string("resource_id"))
                .map(answer -> Answer.of(200, SDP, Buffer.buffer(answer.sdp())));
    }

    private Future<Answer> close(ApiRequest request) {
        SessionCommand command = new SessionCommand.CloseMedia(
                request.interviewId(),
                request.sessionId(),
                directionOf(request),
                String.valueOf(request.string("resource_id")));
        return sessions.ask(command)
                .map(closed -> Answer.empty(204))
                // After the end of the interview its connections are closed already.
                .recover(fault -> Sessions.isOver(fault)
                        ? Future.succeededFuture(Answer.empty(204))
                        : Future.failedFuture(fault));
    }

    private Future<SessionReply.MediaAnswer> offer(ApiRequest request, @Nullable String resourceId) {
        SessionCommand command = ApiRequest.message(() -> new SessionCommand.OfferMedia(
                request.interviewId(), request.sessionId(), directionOf(request), resourceId, request.text()));
        return sessions.ask(command).map(reply -> switch (reply) {
            case SessionReply.MediaAnswer answer -> answer;
            case SessionReply.Accepted accepted ->
                throw new IllegalStateException("an offer was accepted without an answer");
        });
    }

    private static MediaDirection directionOf(ApiRequest request) {
        return ApiRequest.constant(MediaDirection.class, String.valueOf(request.string("direction")));
    }

    private static String locationOf(ApiRequest request, String resourceId) {
        return "/api/v1/candidate/" + request.interviewId() + "/media/" + request.string("direction") + "/" + resourceId
                + "?session_id=" + request.sessionId();
    }
}
