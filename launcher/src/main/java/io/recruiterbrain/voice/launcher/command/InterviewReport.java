package io.recruiterbrain.voice.launcher.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answered questions of one interview, for its end: a sentence for people, JSON for programs. One thread. */
final class InterviewReport {
    private final List<AnsweredTurn> turns = new ArrayList<>();

    void add(AnsweredTurn turn) {
        turns.add(turn);
    }

    int size() {
        return turns.size();
    }

    /** One line with the median and the worst reply delay. */
    String summary() {
        List<Double> delays = sortedDelays();
        if (delays.isEmpty()) {
            return "Replies heard: none of " + turns.size() + ".";
        }
        return String.format(
                Locale.ROOT,
                "Replies heard: %d of %d; delay: median %.2f s, worst %.2f s.",
                delays.size(),
                turns.size(),
                median(delays),
                delays.getLast());
    }

    /** The last line: how it ended, and the console's page with what came of it. */
    static String ended(URI node, String interviewId, String reason) {
        return "Ended: " + reason + ". Transcript and evaluation: "
                + node.resolve("/console/#/interviews/" + interviewId);
    }

    /** Seconds throughout; a delay is null when no reply was heard. */
    JsonObject json(String interviewId, String endReason) {
        List<Double> delays = sortedDelays();
        JsonArray answered = new JsonArray();
        turns.forEach(turn -> answered.add(turn.json()));
        return new JsonObject()
                .put("interview_id", interviewId)
                .put("end_reason", endReason)
                .put("turns", answered)
                .put(
                        "summary",
                        new JsonObject()
                                .put("replies_heard", delays.size())
                                .put("median_reply_delay_seconds", delays.isEmpty() ? null : (Double) median(delays))
                                .put("worst_reply_delay_seconds", delays.isEmpty() ? null : delays.getLast()));
    }

    private List<Double> sortedDelays() {
        return turns.stream()
                .flatMapToDouble(turn -> turn.exchange().replyDelay().stream())
                .sorted()
                .boxed()
                .toList();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
