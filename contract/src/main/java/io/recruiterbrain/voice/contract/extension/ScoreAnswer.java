package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Asks an extension to score what was said on one question, after the interview.
 *
 * @param question with its rubric, the first level for a score of 1
 * @param turns on this question, of both speakers, in order; candidate data
 * @param proposed the score that is kept without an answer
 */
public record ScoreAnswer(UUID interviewId, PlannedQuestion question, List<Turn> turns, QuestionScore proposed)
        implements BusMessage {
    public static final Address<ScoreAnswer, AnswerScored> ADDRESS =
            new Address<>("extension.score_answer", ScoreAnswer.class, AnswerScored.class, Duration.ofSeconds(3));

    public ScoreAnswer {
        Checks.present(interviewId, "interviewId");
        Checks.present(question, "question");
        turns = List.copyOf(turns);
        Checks.present(proposed, "proposed");
    }

    @Override
    public String toString() {
        return "ScoreAnswer[" + interviewId + ", " + question.questionNo() + "]";
    }
}
