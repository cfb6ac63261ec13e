package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** Events and live updates as frames of an event stream. */
final class LiveJson {
    /** Fields whose value is one of the API's words. */
    private static final Set<String> WORDS =
            Set.of("from", "to", "state", "speaker", "kind", "outcome", "recommendation");

    private static final String STATE_CHANGED = "interview.state_changed";

    /** What a candidate sees of a change of state. */
    private static final Set<String> MOVE = Set.of("from", "to");

    private LiveJson() {}

    /** The event as its reader may see it: a reason in a recruiter's words is not for the candidate. */
    static String frame(InterviewEvent event, boolean forCandidate) {
        JsonObject data = new JsonObject();
        event.data().forEach((field, value) -> {
            if (!forCandidate || !event.type().equals(STATE_CHANGED) || MOVE.contains(field)) {
                data.put(field, valueOf(field, value));
            }
        });
        JsonObject envelope = new JsonObject()
                .put("id", event.id().toString())
                .put("source", event.source())
                .put("type", event.type())
                .put("subject", event.subject().toString())
                .put("time", event.time().toString())
                .put("specversion", event.specversion())
                .put("data", data);
        return "id: " + event.sequence() + "\nevent: " + event.type() + "\ndata: " + envelope.encode() + "\n\n";
    }

    static String frame(LiveUpdate update) {
        return switch (update) {
            case LiveUpdate.Caption caption -> frame("caption", words(caption));
            case LiveUpdate.AgentStateChanged changed ->
                frame("agent_state", new JsonObject().put("state", word(changed.state())));
            case LiveUpdate.Progress progress ->
                frame(
                        "progress",
                        new JsonObject()
                                .put("question_no", progress.questionNo())
                                .put("question_count", progress.questionCount())
                                .put("remaining_seconds", progress.remainingSeconds()));
            case LiveUpdate.CandidateAway away ->
                frame(
                        "candidate_away",
                        new JsonObject().put("deadline", away.deadline().toString()));
            case LiveUpdate.CandidateBack back -> frame("candidate_back", new JsonObject());
            case LiveUpdate.ConversationEnded ended -> frame("ended", new JsonObject().put("reason", ended.reason()));
            case LiveUpdate.AgentMoved moved -> frame("agent_moved", new JsonObject().put("fence", moved.fence()));
            case LiveUpdate.SessionTakenOver over -> frame("taken_over", new JsonObject());
        };
    }

    private static JsonObject words(LiveUpdate.Caption caption) {
        JsonObject data = new JsonObject()
                .put("segment_id", caption.segmentId())
                .put("speaker", word(caption.speaker()))
                .put("text", caption.text())
                .put("final", caption.isFinal());
        return caption.fence() == null ? data : data.put("fence", caption.fence());
    }

    private static String frame(String name, JsonObject data) {
        return "event: " + name + "\ndata: " + data.encode() + "\n\n";
    }

    private static Object valueOf(String field, Object value) {
        boolean isWord = WORDS.contains(field) && value instanceof String text && text.matches("[A-Z_]{1,40}");
        return isWord ? String.valueOf(value).toLowerCase(Locale.ROOT) : value;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
