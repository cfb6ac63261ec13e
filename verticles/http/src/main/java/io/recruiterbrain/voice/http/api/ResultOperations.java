package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.http.auth.CandidateLinks;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.MediaRange;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What came out of interviews: transcript, evaluation, decision, search. */
public final class ResultOperations {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final String VTT = "text/vtt";

    private final Bus bus;
    private final CandidateLinks links;
    private final Clock clock;

    public ResultOperations(Bus bus, CandidateLinks links, Clock clock) {
        this.bus = bus;
        this.links = links;
        this.clock = clock;
    }

    public void register(Operations operations) {
        operations
                .on("getTranscript", this::transcript)
                .on(
                        "getEvaluation",
                        request -> bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(request.interviewId()))
                                .map(found -> Answer.ok(ResultJson.evaluation(found))))
                .on("decideInterview", this::decide)
                .on("searchTurns", this::search);
    }

    private Future<Answer> transcript(ApiRequest request) {
        String type = typeOf(request);
        return bus.ask(FindTranscript.ADDRESS, new FindTranscript(request.interviewId()))
                .map(transcript -> answer(transcript, type).with("Vary", "Accept"));
    }

    private static Answer answer(Transcript transcript, String type) {
        return switch (type) {
            case TEXT ->
                Answer.of(200, "text/plain; charset=utf-8", Buffer.buffer(TranscriptText.plain(transcript.turns())));
            case VTT ->
                Answer.of(200, "text/vtt; charset=utf-8", Buffer.buffer(TranscriptText.webVtt(transcript.turns())));
            default -> Answer.ok(ResultJson.transcript(transcript));
        };
    }

    private static String typeOf(ApiRequest request) {
        String format = request.string("format");
        if (format != null) {
            return switch (format) {
                case "text" -> TEXT;
                case "vtt" -> VTT;
                default -> JSON;
            };
        }
        String accept = request.context().request().getHeader(HttpHeaders.ACCEPT);
        return accept == null
                ? JSON
                : MediaRange.best(accept, List.of(JSON, TEXT, VTT)).orElse(JSON);
    }

    private Future<Answer> decide(ApiRequest request) {
        JsonObject body = request.body();
        SaveDecision message = ApiRequest.message(() -> new SaveDecision(
                request.interviewId(),
                new Decision(
                        body.getString("decided_by"),
                        ApiRequest.constant(Decision.Outcome.class, body.getString("outcome")),
                        body.getString("reason"),
                        clock.instant())));
        return bus.ask(SaveDecision.ADDRESS, message)
                .map(interview -> Answer.ok(InterviewJson.full(interview, links.urlOf(interview))));
    }

    private Future<Answer> search(ApiRequest request) {
        JsonObject body = request.body();
        SearchFilter filter = filter(body.getJsonObject("filter", new JsonObject()));
        SearchTurns message = ApiRequest.message(
                () -> new SearchTurns(body.getString("query"), filter, body.getInteger("limit", 10)));
        return bus.ask(SearchTurns.ADDRESS, message).map(results -> Answer.ok(ResultJson.searchResults(results)));
    }

    private static SearchFilter filter(JsonObject json) {
        String interviewId = json.getString("interview_id");
        String speaker = json.getString("speaker");
        Instant from = ApiRequest.timeOf(json.getString("from"));
        Instant to = ApiRequest.timeOf(json.getString("to"));
        if (from != null && to != null && !from.isBefore(to)) {
            throw ProblemException.invalid("filter.from", "must be before filter.to");
        }
        return new SearchFilter(
                interviewId == null ? null : UUID.fromString(interviewId),
                json.getString("job_id"),
                json.getString("candidate_id"),
                speaker == null ? null : ApiRequest.constant(Speaker.class, speaker),
                from,
                to);
    }
}
