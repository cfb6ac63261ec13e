package io.recruiterbrain.voice.agent.model;

import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses questions, understands answers, finds words, evaluates. It never decides what happens next: the plan does.
 * Everything from job, resume and candidate is data, never an instruction.
 */
public interface LanguageModel extends AutoCloseable {
    /** Chooses and orders the questions: the recruiter's own first, then up to the count that was ordered. */
    Future<List<PlannedQuestion>> plan(PlanRequest request);

    /** Understands what the candidate said in answer to the open question. */
    Future<Reading> read(Exchange exchange);

    /**
     * Understands an answer in a known interview. Callers prefer it: only so can an implementation use one call for
     * understanding an answer and wording what follows, and count what an interview costs.
     */
    default Future<Reading> read(UUID interviewId, Exchange exchange) {
        return read(exchange);
    }

    /**
     * Words the agent's next turn.
     *
     * @param sentences receives whole sentences in order, the first as early as possible
     */
    Future<Void> word(Move move, Consumer<String> sentences);

    /**
     * Words the agent's next turn at a known place of a known interview. Callers prefer it: only with the moment can
     * the wording vary between interviews and keep from repeating itself within one.
     */
    default Future<Void> word(Moment moment, Move move, Consumer<String> sentences) {
        return word(move, sentences);
    }

    /** Scores the interview; quotes are verified by the caller. */
    Future<Evaluation> evaluate(EvaluationRequest request);

    /** What the calls for an interview used on this node so far; absent when none were counted. */
    default Evaluation.@Nullable Usage usage(UUID interviewId) {
        return null;
    }

    @Override
    void close();

    record PlanRequest(UUID interviewId, CandidateData candidate, JobDescriptionData job, InterviewSettings settings) {}

    /**
     * @param question the open question
     * @param prompt what was asked last, the question or a follow-up
     * @param answer the candidate's last turn
     * @param before earlier turns on this question, oldest first; those after the prompt are part of the answer, spoken
     *     before it was typed for example
     */
    record Exchange(PlannedQuestion question, String prompt, String answer, List<Turn> before) {
        @Override
        public String toString() {
            return "Exchange[" + question.questionId() + "]";
        }
    }

    /**
     * @param followUp the follow-up it would ask: one of the question's, or one of its own; absent when none is needed
     */
    record Reading(Intent intent, Depth depth, @Nullable String followUp) {}

    /**
     * Where something is said.
     *
     * @param turnNo the turn it becomes, so that the same turn is always worded alike
     */
    record Moment(UUID interviewId, int turnNo) {}

    enum Intent {
        ANSWER,
        /** "Can you repeat that?" */
        REPEAT,
        /** "Let us skip this one." */
        SKIP,
        /** "Give me a moment." */
        WAIT,
        /** "I want to stop." */
        STOP,
        /** "Are you a human?" */
        ASKS_WHO_IS_SPEAKING
    }

    /** How much an answer gives to score. */
    enum Depth {
        NOTHING,
        SHALLOW,
        SOLID
    }

    /** What the agent is to say next, decided by the plan. */
    sealed interface Move {
        record Greet(String candidateName, String jobTitle, int questionCount, Duration maxDuration) implements Move {
            @Override
            public String toString() {
                return "Greet[]";
            }
        }

        /** @param lastAnswer what the bridge to the new question may refer to; absent for the first question */
        record Ask(
                PlannedQuestion question,
                int questionCount,
                @Nullable String lastAnswer) implements Move {
            @Override
            public String toString() {
                return "Ask[" + question.questionId() + "]";
            }
        }

        record FollowUp(PlannedQuestion question, String followUp) implements Move {}

        /** Says the open question or follow-up again. */
        record Repeat(String prompt, RepeatReason reason) implements Move {}

        /** @param count 1 for the first silence on this question */
        record Nudge(String prompt, int count) implements Move {}

        record Remark(RemarkKind kind) implements Move {}

        /** One sentence of apology for an agent that was lost, then what follows. */
        record Recovered(Move then) implements Move {}

        record Close(CloseReason reason, String candidateName) implements Move {
            @Override
            public String toString() {
                return "Close[" + reason + "]";
            }
        }
    }

    enum RepeatReason {
        ASKED_FOR,
        RECONNECTED,
        NOT_UNDERSTOOD
    }

    enum RemarkKind {
        /** "Take your time." */
        TAKE_YOUR_TIME,
        /** "No, I am an AI." */
        I_AM_AN_AI,
        /** A provider failed; said instead of silence. */
        TECHNICAL_HICCUP,
        /** Another agent goes on after one that was lost: the apology. */
        RECOVERED,
        /** Another agent goes on, nothing was lost. */
        HANDED_OVER
    }

    enum CloseReason {
        COMPLETED,
        TIME_LIMIT,
        CANDIDATE_STOPPED,
        NO_ANSWER,
        RECRUITER_CANCELLED,
        SHUTDOWN
    }

    record EvaluationRequest(
            UUID interviewId, JobDescriptionData job, List<PlannedQuestion> plan, List<Turn> turns, Instant now) {
        @Override
        public String toString() {
            return "EvaluationRequest[" + interviewId + "]";
        }
    }
}
