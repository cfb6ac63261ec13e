package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages as they come in a usual interview. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Consent CONSENT = new Consent("2026-11", "a".repeat(64), NOON.plusSeconds(60));

    private Samples() {}

    static CreateInterview anInterview() {
        return anInterview("job-7", "candidate-9", NOON);
    }

    static CreateInterview anInterview(String jobId, String candidateId, Instant createdAt) {
        return anInterview(UUID.randomUUID(), jobId, candidateId, createdAt, null, null);
    }

    static CreateInterview anInterview(
            UUID id, String jobId, String candidateId, Instant createdAt, String key, String hash) {
        return new CreateInterview(
                id,
                new CandidateData(candidateId, "Ada Lovelace", "ada@example.org", "Ten years of engines."),
                new JobDescriptionData(jobId, "Backend engineer", "Analytical Ltd", "Java and PostgreSQL."),
                new InterviewSettings(
                        2,
                        Duration.ofMinutes(12),
                        List.of(new OwnQuestion("What is a monitor?", null, List.of(), List.of()))),
                createdAt,
                createdAt.plus(Duration.ofDays(3)),
                key,
                hash);
    }

    static List<PlannedQuestion> aPlan() {
        return List.of(
                question(1, "Tell me about a difficult bug."), question(2, "How would you speed up a slow query?"));
    }

    private static PlannedQuestion question(int no, String text) {
        return new PlannedQuestion(
                no,
                "bank-" + no,
                text,
                "debugging",
                PlannedQuestion.Kind.TECHNICAL,
                Duration.ofMinutes(3),
                List.of("What did you learn?"),
                List.of("one", "two", "three", "four", "five"),
                List.of("profiler"));
    }

    static Turn aTurn(int no, Speaker speaker, String text) {
        return new Turn(
                no,
                speaker,
                speaker == Speaker.AGENT ? TurnKind.QUESTION : TurnKind.ANSWER,
                text,
                NOON.plusSeconds(no * 10L),
                NOON.plusSeconds(no * 10L + 5),
                1,
                false,
                speaker == Speaker.CANDIDATE,
                speaker == Speaker.CANDIDATE ? 0.87 : null,
                Map.of("e2e_latency", 0.8));
    }

    static SaveTurn saveTurn(UUID interviewId, int no, Speaker speaker, String text) {
        return new SaveTurn(interviewId, aTurn(no, speaker, text));
    }

    static ChangeState become(UUID interviewId, InterviewState state) {
        return new ChangeState(interviewId, state, NOON.plusSeconds(100), RunningPersistence.NODE, null);
    }

    static Evaluation anEvaluation(UUID interviewId, String quote) {
        return new Evaluation(
                interviewId,
                4.0,
                Evaluation.Recommendation.ADVANCE,
                List.of(new QuestionScore(
                        1,
                        "bank-1",
                        "Tell me about a difficult bug.",
                        "debugging",
                        4,
                        "four",
                        "because",
                        List.of(new Quote(2, quote)))),
                List.of(),
                List.of("finds causes"),
                List.of(),
                new Evaluation.Source(
                        "openai",
                        "gpt-4o-mini",
                        "b".repeat(64),
                        "1",
                        false,
                        new Evaluation.Usage(13, 12_400, 1_050, new BigDecimal("0.002490"))),
                NOON.plusSeconds(900));
    }

    /** Created, consented, planned and in progress. */
    static Interview inProgress(RunningPersistence node) {
        UUID id = node.ask(CreateInterview.ADDRESS, anInterview()).interview().interviewId();
        node.ask(SaveConsent.ADDRESS, new SaveConsent(id, CONSENT));
        node.ask(SavePlan.ADDRESS, new SavePlan(id, aPlan()));
        node.ask(ChangeState.ADDRESS, become(id, InterviewState.WAITING));
        return node.ask(ChangeState.ADDRESS, become(id, InterviewState.IN_PROGRESS));
    }
}
