package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.http.auth.CandidateLinks;
import io.recruiterbrain.voice.http.auth.LiveKitTokens;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.IceServer;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the candidate's page does, its audio and its event stream left aside. */
public final class CandidateOperations {
    private static final Logger LOG = LoggerFactory.getLogger(CandidateOperations.class);
    private final Bus bus;
    private final Sessions sessions;
    private final Admission admission;
    private final @Nullable LiveKitTokens liveKit;
    private final HttpConfig config;
    private final Clock clock;

    /** @param liveKit absent when candidates reach the agent directly */
    public CandidateOperations(
            Bus bus,
            Sessions sessions,
            Admission admission,
            @Nullable LiveKitTokens liveKit,
            HttpConfig config,
            Clock clock) {
        this.bus = bus;
        this.sessions = sessions;
        this.admission = admission;
        this.liveKit = liveKit;
        this.config = config;
        this.clock = clock;
    }

    public void register(Operations operations) {
        operations
                .on("getCandidateInterview", this::invitation)
                .on("acceptConsent", this::consent)
                .on("joinInterview", this::join)
                .on("submitMessage", this::message)
                .on("reportPresence", this::presence)
                .on("leaveInterview", this::leave);
    }

    private Future<Answer> invitation(ApiRequest request) {
        return find(request).map(interview -> {
            mustNotBeExpired(interview);
            JsonObject consent = new JsonObject()
                    .put("version", config.consent().version())
                    .put("text", config.consent().text())
                    .put("sha256", config.consent().sha256());
            if (interview.consent() != null) {
                consent.put("accepted_at", interview.consent().acceptedAt().toString());
            }
            JsonObject json = new JsonObject()
                    .put("interview_id", interview.interviewId().toString())
                    .put("state", Words.word(interview.state()))
                    .put("candidate_name", interview.candidate().name())
                    .put("job_title", interview.job().title());
            Words.optional(json, "company", interview.job().company());
            Words.optional(json, "started_at", interview.startedAt());
            json.put("question_count", InterviewJson.questionCount(interview))
                    .put(
                            "max_duration_seconds",
                            interview.settings().maxDuration().toSeconds())
                    .put("consent", consent)
                    .put("ice_servers", Words.list(config.iceServers(), CandidateOperations::iceServer))
                    .put("transport", transport());
            Words.optional(json, "demo_hint", config.demoHint());
            // Nothing is captured before the consent, so nothing opens the room before it.
            if (interview.consent() != null && !interview.state().ended()) {
                addTicket(json, interview);
            }
            return Answer.ok(json);
        });
    }

    private Future<Answer> consent(ApiRequest request) {
        String version = request.body().getString("version");
        String sha256 = request.body().getString("sha256");
        if (!config.consent().version().equals(version)
                || !config.consent().sha256().equals(sha256)) {
            throw new ProblemException(
                    ProblemCode.INVALID_STATE,
                    "The notice has changed since it was shown; reload the page and read it again.");
        }
        return find(request)
                .compose(interview -> {
                    mustBeOpen(interview);
                    return bus.ask(
                            SaveConsent.ADDRESS,
                            new SaveConsent(interview.interviewId(), new Consent(version, sha256, clock.instant())));
                })
                .map(interview -> {
                    Consent stored = interview.consent();
                    if (stored == null) {
                        throw new IllegalStateException("the consent was saved and is not there");
                    }
                    return Answer.ok(InterviewJson.consent(stored));
                });
    }

    private Future<Answer> join(ApiRequest request) {
        String had = request.body().getString("session_id");
        UUID sessionId = had == null ? UUID.randomUUID() : UUID.fromString(had);
        return find(request).compose(interview -> {
            mustBeOpen(interview);
            // What was accepted holds for this interview, also when the text has changed since.
            if (interview.consent() == null) {
                throw new ProblemException(
                        ProblemCode.CONSENT_REQUIRED,
                        "Read and accept the notice on AI and recording first; nothing is captured before that.");
            }
            return admission
                    .claim(interview.interviewId(), sessionId, had != null)
                    .compose(claimed -> admission.enter(interview, sessionId))
                    .map(entry -> switch (entry) {
                        case Admission.Entry.Inside inside -> joined(interview, inside.joined());
                        case Admission.Entry.Waiting waiting -> waits(sessionId, waiting);
                    });
        });
    }

    private Answer joined(Interview interview, JoinResult.Joined joined) {
        LOG.atInfo()
                .addKeyValue("interviewId", joined.interviewId())
                .addKeyValue("nodeId", joined.nodeId())
                .log("candidate joined");
        JsonObject json = new JsonObject()
                .put("session_id", joined.sessionId().toString())
                .put("transport", transport());
        addTicket(json, interview);
        return Answer.ok(json);
    }

    private static Answer waits(UUID sessionId, Admission.Entry.Waiting waiting) {
        long seconds = waiting.askAgainAfter().toSeconds();
        return Answer.json(
                        202,
                        new JsonObject()
                                .put("queued", true)
                                .put("position", waiting.position())
                                .put("retry_after_seconds", seconds)
                                .put("session_id", sessionId.toString()))
                .with("Retry-After", Long.toString(seconds));
    }

    private String transport() {
        return liveKit == null ? "direct" : "livekit";
    }

    private void addTicket(JsonObject json, Interview interview) {
        if (liveKit != null) {
            json.put("livekit", InterviewJson.ticket(liveKit.ticketFor(interview)));
        }
    }

    private Future<Answer> message(ApiRequest request) {
        JsonObject body = request.body();
        SessionCommand command = ApiRequest.message(() -> new SessionCommand.SubmitText(
                request.interviewId(),
                UUID.fromString(body.getString("session_id")),
                UUID.fromString(body.getString("message_id")),
                body.getString("text")));
        return sessions.ask(command).map(taken -> Answer.empty(202));
    }

    private Future<Answer> presence(ApiRequest request) {
        return sessions.ask(new SessionCommand.ReportPresence(
                        request.interviewId(),
                        UUID.fromString(request.body().getString("session_id")),
                        ApiRequest.constant(Presence.class, request.body().getString("presence"))))
                .map(told -> Answer.empty(204));
    }

    private Future<Answer> leave(ApiRequest request) {
        return sessions.ask(new SessionCommand.LeaveInterview(
                        request.interviewId(), UUID.fromString(request.body().getString("session_id"))))
                .map(left -> Answer.empty(204))
                // Leaving what is over is what was wanted.
                .recover(fault -> Sessions.isOver(fault)
                        ? Future.succeededFuture(Answer.empty(204))
                        : Future.failedFuture(fault));
    }

    private Future<Interview> find(ApiRequest request) {
        return bus.ask(FindInterview.ADDRESS, new FindInterview(request.interviewId()));
    }

    private void mustBeOpen(Interview interview) {
        mustNotBeExpired(interview);
        if (interview.state().ended()) {
            throw Sessions.over(interview);
        }
    }

    /** Who has joined before the link's end may come back after it. */
    private void mustNotBeExpired(Interview interview) {
        boolean late = !clock.instant().isBefore(interview.linkExpiresAt());
        if (interview.state() == InterviewState.EXPIRED || (late && interview.state() == InterviewState.SCHEDULED)) {
            throw CandidateLinks.expired();
        }
    }

    private static JsonObject iceServer(IceServer server) {
        JsonObject json = new JsonObject().put("urls", new JsonArray(server.urls()));
        Words.optional(json, "username", server.username());
        Words.optional(json, "credential", server.credential());
        return json;
    }
}
