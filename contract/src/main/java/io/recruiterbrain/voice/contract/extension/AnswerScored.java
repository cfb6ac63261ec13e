package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import java.util.List;
import java.util.UUID;

/**
 * The score that an extension gives.
 *
 * @param level 1 to 5, the rubric's
 * @param reason one sentence: why this level
 * @param quotes at least one, each verbatim from one of the candidate's turns on the question
 */
public record AnswerScored(UUID interviewId, int questionNo, int level, String reason, List<Quote> quotes)
        implements BusMessage {
    public AnswerScored {
        Checks.present(interviewId, "interviewId");
        Checks.range(questionNo, "questionNo", 1, 100);
        Checks.range(level, "level", 1, 5);
        Checks.text(reason, "reason", 2000);
        quotes = List.copyOf(quotes);
        Checks.require(!quotes.isEmpty() && quotes.size() <= 20, "quotes must be 1 to 20");
    }

    @Override
    public String toString() {
        return "AnswerScored[" + interviewId + ", " + questionNo + ", level=" + level + "]";
    }
}
