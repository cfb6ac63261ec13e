package io.recruiterbrain.voice.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.http.auth.LiveKitTokens;
import io.recruiterbrain.voice.http.auth.Principal;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds interviews with candidates whose LiveKit client knows nothing of us: their coming brings the agent, their going
 * tells it. Such a candidate has a session of a known id; once a page of ours has joined, the session is another one and
 * what the server reports late or twice changes nothing.
 */
public final class LiveKitWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKitWebhooks.class);
    private static final Duration ROOM_MAY_BE_FREE = Duration.ofSeconds(5);
    private static final int UUID_LENGTH = 36;

    private final Bus bus;
    private final Sessions sessions;
    private final Admission admission;

    public LiveKitWebhooks(Bus bus, Sessions sessions, Admission admission) {
        this.bus = bus;
        this.sessions = sessions;
        this.admission = admission;
    }

    public void register(Operations operations) {
        operations.on("receiveLiveKitWebhook", this::receive);
    }

    /** The session of a candidate who came by LiveKit alone. */
    static UUID sessionOf(UUID interviewId) {
        return UUID.nameUUIDFromBytes(("livekit " + interviewId).getBytes(UTF_8));
    }

    private Future<Answer> receive(ApiRequest request) {
        mustBeVouchedFor(request);
        JsonObject event = read(request.text());
        return switch (textOf(event, "event")) {
            case "participant_joined" -> reported(event, Presence.CONNECTED, isCandidate(event));
            case "participant_left" -> reported(event, Presence.DISCONNECTED, isCandidate(event));
            case "room_finished" -> reported(event, Presence.DISCONNECTED, room -> true);
            default -> Future.succeededFuture(Answer.empty(204));
        };
    }

    private static Predicate<UUID> isCandidate(JsonObject event) {
        String identity = textOf(partOf(event, "participant"), "identity");
        return interviewId -> LiveKitTokens.identityOf(interviewId).equals(identity);
    }

    private Future<Answer> reported(JsonObject event, Presence presence, Predicate<UUID> concerns) {
        String room = textOf(partOf(event, "room"), "name");
        UUID interviewId = interviewOf(room).orElseThrow(LiveKitWebhooks::unknownRoom);
        return bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId))
                .recover(LiveKitWebhooks::unknownWhenNotFound)
                .compose(interview -> {
                    if (!interview.roomName().equals(room)) {
                        throw unknownRoom();
                    }
                    return concerns.test(interviewId) && !interview.state().ended()
                            ? report(interview, presence)
                            : Future.succeededFuture();
                })
                .map(done -> Answer.empty(204));
    }

    private Future<?> report(Interview interview, Presence presence) {
        UUID interviewId = interview.interviewId();
        ReportPresence report = new ReportPresence(interviewId, sessionOf(interviewId), presence);
        return sessions.ask(report).recover(fault -> {
            if (isCode(fault, ProblemCode.SESSION_TAKEN_OVER) || Sessions.isOver(fault)) {
                return Future.succeededFuture();
            }
            if (!isCode(fault, ProblemCode.UNAVAILABLE)) {
                return Future.failedFuture(fault);
            }
            return presence == Presence.CONNECTED
                    ? bringAgent(interview).compose(joined -> sessions.ask(report))
                    : Future.succeededFuture();
        });
    }

    private Future<Void> bringAgent(Interview interview) {
        UUID interviewId = interview.interviewId();
        if (interview.consent() == null) {
            LOG.atWarn()
                    .addKeyValue("interviewId", interviewId)
                    .log("candidate is in the room without consent, so no agent comes");
            throw new ProblemException(
                    ProblemCode.CONSENT_REQUIRED,
                    "The candidate is in the room and has not accepted the notice on AI and recording; no agent comes before that.");
        }
        // No claim of the session: a page of ours that had the interview may still come back by itself.
        return admission.enter(interview, sessionOf(interviewId)).map(entry -> switch (entry) {
            case Admission.Entry.Inside inside -> {
                LOG.atInfo()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("nodeId", inside.joined().nodeId())
                        .log("candidate joined by LiveKit alone");
                yield null;
            }
            case Admission.Entry.Waiting waiting ->
                throw new ProblemException(
                        ProblemCode.BUSY,
                        "All interview rooms are taken at the moment; send this webhook again.",
                        ROOM_MAY_BE_FREE);
        });
    }

    private static void mustBeVouchedFor(ApiRequest request) {
        if (!(request.principal() instanceof Principal.LiveKitServer server)
                || !MessageDigest.isEqual(
                        server.bodyHash().getBytes(UTF_8),
                        hashOf(request.text()).getBytes(UTF_8))) {
            throw new ProblemException(
                    ProblemCode.UNAUTHENTICATED,
                    "This webhook is signed for another body; it must arrive as the LiveKit server sent it.");
        }
    }

    private static String hashOf(String body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static JsonObject read(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "The body is not a LiveKit webhook event in JSON.");
        }
    }

    private static JsonObject partOf(JsonObject event, String name) {
        return event.getValue(name) instanceof JsonObject part ? part : new JsonObject();
    }

    private static String textOf(JsonObject part, String name) {
        return part.getValue(name) instanceof String text ? text : "";
    }

    /** Our rooms' names end with the interview's id. */
    private static Optional<UUID> interviewOf(String room) {
        try {
            return Optional.of(UUID.fromString(room.substring(Math.max(0, room.length() - UUID_LENGTH))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> Future<T> unknownWhenNotFound(Throwable fault) {
        return Future.failedFuture(
                fault instanceof ServiceException known && known.code() == ErrorCode.NOT_FOUND ? unknownRoom() : fault);
    }

    private static boolean isCode(Throwable fault, ProblemCode code) {
        return fault instanceof ProblemException problem && problem.code() == code;
    }

    private static ProblemException unknownRoom() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "No interview has this room; webhooks of other rooms need not be sent here.");
    }
}
