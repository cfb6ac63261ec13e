package io.recruiterbrain.voice.agent.model;

import io.recruiterbrain.voice.agent.model.LanguageModel.EvaluationRequest;
import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Interviews as data: jobs, plans and the turns of a conversation. */
public final class Interviews {
    public static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Interviews() {}

    public static JobDescriptionData job(String title, String description) {
        return new JobDescriptionData(null, title, null, description);
    }

    public static PlanRequest request(
            JobDescriptionData job, @Nullable String resume, int count, int minutes, OwnQuestion... own) {
        return new PlanRequest(
                ID,
                new CandidateData(null, "Ada Lovelace", null, resume),
                job,
                new InterviewSettings(count, Duration.ofMinutes(minutes), List.of(own)));
    }

    public static EvaluationRequest evaluation(List<PlannedQuestion> plan, List<Turn> turns) {
        return new EvaluationRequest(ID, job("Engineer", "Builds things."), plan, turns, NOW);
    }

    /** Turns of a conversation, numbered as they are added. */
    public static final class Conversation {
        private final List<Turn> turns = new ArrayList<>();

        public Conversation agent(TurnKind kind, @Nullable Integer questionNo, String text) {
            return add(Speaker.AGENT, kind, questionNo, text);
        }

        public Conversation candidate(TurnKind kind, @Nullable Integer questionNo, String text) {
            return add(Speaker.CANDIDATE, kind, questionNo, text);
        }

        /** A question and the answer to it. */
        public Conversation asked(PlannedQuestion question, String answer) {
            return agent(TurnKind.QUESTION, question.questionNo(), question.text())
                    .candidate(TurnKind.ANSWER, question.questionNo(), answer);
        }

        /** A follow-up and the answer to it. */
        public Conversation followedUp(PlannedQuestion question, String followUp, String answer) {
            return agent(TurnKind.FOLLOW_UP, question.questionNo(), followUp)
                    .candidate(TurnKind.ANSWER, question.questionNo(), answer);
        }

        private Conversation add(Speaker speaker, TurnKind kind, @Nullable Integer questionNo, String text) {
            Instant at = NOW.plusSeconds(10L * turns.size());
            turns.add(new Turn(
                    turns.size() + 1,
                    speaker,
                    kind,
                    text,
                    at,
                    at.plusSeconds(5),
                    questionNo,
                    false,
                    false,
                    null,
                    Map.of()));
            return this;
        }

        public List<Turn> turns() {
            return List.copyOf(turns);
        }
    }
}
