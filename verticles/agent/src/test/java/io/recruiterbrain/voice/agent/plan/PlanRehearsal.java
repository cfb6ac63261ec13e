package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plan of three questions, whose time passes when it is told so. */
final class PlanRehearsal {
    static final Duration LIMIT = Duration.ofMinutes(12);

    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    final Instant start = now;
    final InterviewPlan plan = plan(questions(3), LIMIT);

    void begin() {
        plan.begin(now);
        pass(Duration.ofSeconds(15));
        plan.spoken(now);
        pass(Duration.ofSeconds(5));
        plan.spoken(now);
    }

    PlanStep answer(String followUp) {
        return read(Intent.ANSWER, followUp);
    }

    PlanStep read(Intent intent, @Nullable String followUp) {
        return plan.answered(new Reading(intent, Depth.SHALLOW, followUp), "an answer", now);
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** Asked for as many follow-ups as it grants. */
    int followUpsOfFirstQuestion() {
        begin();
        int count = 0;
        while (kindOf(answer("more " + count)) == TurnKind.FOLLOW_UP) {
            count++;
        }
        return count;
    }

    List<Turn> askedOnce() {
        return List.of(
                turn(1, Speaker.AGENT, TurnKind.GREETING, null, 0, 10, "hello"),
                turn(2, Speaker.AGENT, TurnKind.QUESTION, 1, 10, 15, "question number 1"));
    }

    Turn turn(int no, Speaker speaker, TurnKind kind, @Nullable Integer questionNo, int from, int to, String text) {
        return new Turn(
                no,
                speaker,
                kind,
                text,
                start.plusSeconds(from),
                start.plusSeconds(to),
                questionNo,
                false,
                false,
                null,
                Map.of());
    }

    static @Nullable TurnKind kindOf(PlanStep step) {
        return step instanceof Say say ? say.kind() : null;
    }

    static InterviewPlan plan(List<PlannedQuestion> questions, Duration limit) {
        return new InterviewPlan(questions, limit, "Ada", "Engineer", PlanConfig.defaults());
    }

    static List<PlannedQuestion> questions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(no -> question(no, "question number " + no))
                .toList();
    }

    static PlannedQuestion question(int no, String text) {
        return new PlannedQuestion(
                no,
                "q" + no,
                text,
                "craft",
                PlannedQuestion.Kind.BEHAVIOURAL,
                Duration.ofMinutes(2),
                List.of(),
                List.of("1", "2", "3", "4", "5"),
                List.of());
    }
}
