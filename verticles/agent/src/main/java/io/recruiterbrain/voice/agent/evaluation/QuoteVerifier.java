package io.recruiterbrain.voice.agent.evaluation;

import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks quotes against the transcript. A quote stands when its words, in order and without a gap, are words of the
 * candidate's turn with its number; case, white space and punctuation do not matter.
 */
public final class QuoteVerifier {
    private static final Pattern APOSTROPHES = Pattern.compile("['\u2019`]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Map<Integer, String> saidByTurn = new HashMap<>();

    public QuoteVerifier(List<Turn> turns) {
        for (Turn turn : turns) {
            if (turn.speaker() == Speaker.CANDIDATE) {
                saidByTurn.put(turn.turnNo(), words(turn.text()));
            }
        }
    }

    public boolean stands(Quote quote) {
        String said = saidByTurn.get(quote.turnNo());
        String words = words(quote.text());
        return said != null && !words.isBlank() && said.contains(words);
    }

    /** The score with the quotes that stand; without any it loses its level, and says so. */
    public QuestionScore verified(QuestionScore score) {
        List<Quote> standing = score.quotes().stream().filter(this::stands).toList();
        if (score.level() != null && standing.isEmpty()) {
            return new QuestionScore(
                    score.questionNo(),
                    score.questionId(),
                    score.question(),
                    score.competence(),
                    null,
                    null,
                    "The level was dropped: no quote given for it stands in the transcript.",
                    standing);
        }
        return new QuestionScore(
                score.questionNo(),
                score.questionId(),
                score.question(),
                score.competence(),
                score.level(),
                score.levelText(),
                score.reason(),
                standing);
    }

    private static String words(String text) {
        String plain = APOSTROPHES.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return " " + BETWEEN_WORDS.matcher(plain).replaceAll(" ").strip() + " ";
    }
}
