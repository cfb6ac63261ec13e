package io.recruiterbrain.voice.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.launcher.candidate.SimulatedCandidate.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class InterviewReportTest {
    @Test
    void aTurnShowsItsOwnFiguresOfAnswerAndReplyOnOneLine() {
        // Given: a later exchange has figures too
        JsonArray transcript = new JsonArray()
                .add(turn(2, "agent", Map.of("e2e_latency", 9.0)))
                .add(turn(3, "candidate", Map.of("transcription_delay", 0.21, "end_of_turn_delay", 0.8)))
                .add(turn(4, "agent", Map.of("e2e_latency", 1.25, "framework_overhead", 0.0041)))
                .add(turn(5, "candidate", Map.of("transcription_delay", 7.0)));

        // When
        AnsweredTurn answered = AnsweredTurn.of(exchange(2, OptionalDouble.of(1.324)), transcript);

        // Then
        assertThat(answered.lines(1).lines())
                .containsExactly(
                        "1. Agent:     Why?",
                        "   Candidate: Because.",
                        "   reply after 1.32 s; in ms: transcription 210, end of turn 800, end to end 1250, framework 4");
        assertThat(answered.json().getJsonObject("latencies"))
                .isEqualTo(new JsonObject()
                        .put("transcription_delay", 0.21)
                        .put("end_of_turn_delay", 0.8)
                        .put("e2e_latency", 1.25)
                        .put("framework_overhead", 0.0041));
    }

    @Test
    void aTurnWithoutAReplyOrFiguresSaysSo() {
        AnsweredTurn answered = AnsweredTurn.of(exchange(2, OptionalDouble.empty()), new JsonArray());

        assertThat(answered.lines(3)).endsWith("\n   no reply heard");
        assertThat(answered.json().getValue("reply_delay_seconds")).isNull();
    }

    @Test
    void theEndLeadsToThePageOfThisInterview() {
        assertThat(InterviewReport.ended(URI.create("http://localhost:8000"), "6f1c1f3e", "completed"))
                .isEqualTo(
                        "Ended: completed. Transcript and evaluation: http://localhost:8000/console/#/interviews/6f1c1f3e");
    }

    @Test
    void theSummaryHasMedianAndWorstOfTheRepliesThatWereHeard() {
        // Given
        InterviewReport report = new InterviewReport();
        report.add(answered(OptionalDouble.of(3)));
        report.add(answered(OptionalDouble.empty()));
        report.add(answered(OptionalDouble.of(1)));

        // When
        JsonObject summary = report.json("an id", "completed").getJsonObject("summary");

        // Then
        assertThat(report.summary()).isEqualTo("Replies heard: 2 of 3; delay: median 2.00 s, worst 3.00 s.");
        assertThat(summary.getInteger("replies_heard")).isEqualTo(2);
        assertThat(summary.getDouble("median_reply_delay_seconds")).isEqualTo(2);
        assertThat(summary.getDouble("worst_reply_delay_seconds")).isEqualTo(3);
    }

    @Test
    void aSummaryOfNothingHeardHasNoFigures() {
        InterviewReport report = new InterviewReport();

        assertThat(report.summary()).isEqualTo("Replies heard: none of 0.");
        assertThat(report.json("an id", "completed").getJsonObject("summary").getValue("worst_reply_delay_seconds"))
                .isNull();
    }

    private static AnsweredTurn answered(OptionalDouble delay) {
        return new AnsweredTurn(exchange(1, delay), Map.of());
    }

    private static Exchange exchange(int askedTurnNo, OptionalDouble delay) {
        return new Exchange(askedTurnNo, "Why?", "Because.", delay);
    }

    private static JsonObject turn(int turnNo, String speaker, Map<String, Object> latencies) {
        return new JsonObject()
                .put("turn_no", turnNo)
                .put("speaker", speaker)
                .put("latencies", new JsonObject(latencies));
    }
}
