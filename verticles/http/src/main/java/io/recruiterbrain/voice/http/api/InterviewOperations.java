package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.http.auth.CandidateLinks;
import io.recruiterbrain.voice.http.auth.LiveKitTokens;
import io.recruiterbrain.voice.http.auth.Principal;
import io.recruiterbrain.voice.http.config.HttpConfig.InterviewDefaults;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a recruiter does with interviews: start, look, list, cancel, erase. */
public final class InterviewOperations {
    private static final Logger LOG = LoggerFactory.getLogger(InterviewOperations.class);
    private static final String CANCELLED = "cancelled_by_recruiter";

    private final Bus bus;
    private final CandidateLinks links;
    private final @Nullable LiveKitTokens liveKit;
    private final InterviewDefaults defaults;
    private final Clock clock;

    /** @param liveKit absent when candidates reach the agent directly */
    public InterviewOperations(
            Bus bus, CandidateLinks links, @Nullable LiveKitTokens liveKit, InterviewDefaults defaults, Clock clock) {
        this.bus = bus;
        this.links = links;
        this.liveKit = liveKit;
        this.defaults = defaults;
        this.clock = clock;
    }

    public void register(Operations operations) {
        operations
                .on("startInterview", this::start)
                .on("listInterviews", this::list)
                .on("getInterviewStatus", this::status)
                .on("getInterview", this::full)
                .on("cancelInterview", this::cancel)
                .on("eraseInterview", this::erase)
                .on("eraseCandidate", this::eraseCandidate);
    }

    private Future<Answer> status(ApiRequest request) {
        return find(request).compose(interview -> withPlace(interview, InterviewJson.status(interview)));
    }

    private Future<Answer> full(ApiRequest request) {
        return find(request)
                .compose(interview -> withPlace(interview, InterviewJson.full(interview, links.urlOf(interview))));
    }

    private Future<Answer> withPlace(Interview interview, JsonObject json) {
        return placeOf(interview)
                .map(position -> Answer.ok(position > 0 ? json.put("queue_position", position) : json));
    }

    /** 0 for who does not wait for a room, and while the queue cannot be read. */
    private Future<Integer> placeOf(Interview interview) {
        if (interview.state().ended() || interview.lease() != null) {
            return Future.succeededFuture(0);
        }
        return bus.ask(FindQueuePlace.ADDRESS, new FindQueuePlace(interview.interviewId()))
                .map(QueuePlace::position)
                .otherwise(0);
    }

    private Future<Answer> start(ApiRequest request) {
        CreateInterview order = InterviewOrder.of(request.body(), idempotencyKey(request), defaults, clock.instant());
        return bus.ask(CreateInterview.ADDRESS, order).map(created -> {
            Interview interview = created.interview();
            LOG.atInfo()
                    .addKeyValue("interviewId", interview.interviewId())
                    .addKeyValue("replayed", created.replayed())
                    .log("interview ordered");
            LiveKitTokens.Ticket ticket =
                    liveKit == null || interview.state().ended() ? null : liveKit.ticketFor(interview);
            return Answer.json(
                            created.replayed() ? 200 : 201,
                            InterviewJson.started(interview, links.urlOf(interview), ticket))
                    .with("Location", "/api/v1/interview/" + interview.interviewId());
        });
    }

    /** What the client sent, within its API key: two recruiters may number their orders alike. */
    private static @Nullable String idempotencyKey(ApiRequest request) {
        String sent = request.string("Idempotency-Key");
        return sent == null || !(request.principal() instanceof Principal.Recruiter recruiter)
                ? sent
                : recruiter.keyId() + " " + sent;
    }

    private Future<Answer> list(ApiRequest request) {
        InterviewFilter filter = new InterviewFilter(
                request.strings("state").stream()
                        .map(word -> ApiRequest.constant(InterviewState.class, word))
                        .collect(Collectors.toUnmodifiableSet()),
                request.string("job_id"),
                request.string("candidate_id"),
                request.time("created_from"),
                request.time("created_to"));
        return bus.ask(
                        ListInterviews.ADDRESS,
                        new ListInterviews(filter, request.integer("limit"), request.string("cursor")))
                .map(page -> {
                    JsonObject json =
                            new JsonObject().put("interviews", Words.list(page.interviews(), InterviewJson::summary));
                    Words.optional(json, "next_cursor", page.nextCursor());
                    return Answer.ok(json);
                });
    }

    /** The stored state decides and comes first; the agent, if there is one, then says its closing sentence. */
    private Future<Answer> cancel(ApiRequest request) {
        String reason = request.body().getString("reason", CANCELLED);
        return find(request)
                .compose(interview -> {
                    if (interview.state() == InterviewState.CANCELLED) {
                        return Future.succeededFuture(interview);
                    }
                    if (interview.state().ended()) {
                        return Future.failedFuture(new ProblemException(
                                ProblemCode.INVALID_STATE,
                                "The interview has already ended (" + Words.word(interview.state())
                                        + "); there is nothing left to cancel."));
                    }
                    return bus.ask(
                                    ChangeState.ADDRESS,
                                    new ChangeState(
                                            interview.interviewId(),
                                            InterviewState.CANCELLED,
                                            clock.instant(),
                                            null,
                                            reason))
                            .onSuccess(cancelled -> endRoom(interview, reason));
                })
                .map(cancelled -> Answer.ok(InterviewJson.status(cancelled)));
    }

    /** A running interview is refused and goes on undisturbed: its room would write after the erasure. */
    private Future<Answer> erase(ApiRequest request) {
        return bus.ask(EraseInterview.ADDRESS, new EraseInterview(request.interviewId(), clock.instant()))
                .map(erased -> Answer.empty(204));
    }

    private Future<Answer> eraseCandidate(ApiRequest request) {
        String candidateId = String.valueOf(request.string("candidate_id"));
        return bus.ask(EraseCandidate.ADDRESS, new EraseCandidate(candidateId, clock.instant()))
                .map(erased -> Answer.ok(new JsonObject().put("erased_interviews", erased.interviews())));
    }

    private void endRoom(Interview interview, String reason) {
        Lease lease = interview.lease();
        if (interview.state().ended() || lease == null) {
            return;
        }
        UUID interviewId = interview.interviewId();
        bus.ask(SessionCommand.at(lease.owner()), new SessionCommand.EndInterview(interviewId, reason))
                .onFailure(fault -> LOG.atInfo()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("errorCode", codeOf(fault))
                        .log("no agent took the end of the interview"));
    }

    private static ErrorCode codeOf(Throwable fault) {
        return fault instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL;
    }

    private Future<Interview> find(ApiRequest request) {
        return bus.ask(FindInterview.ADDRESS, new FindInterview(request.interviewId()));
    }
}
