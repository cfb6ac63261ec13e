package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A stretch of what was said, verbatim, short enough to quote.
 *
 * @param turnNo where it was said
 */
record Clause(int turnNo, String text) {
    private static final Set<String> JOINTS =
            Set.of("and", "but", "so", "because", "then", "which", "when", "after", "while", "also");
    private static final int LONG = 26;
    private static final int ENOUGH = 9;

    @Override
    public String toString() {
        return "Clause[" + turnNo + ", length=" + text.length() + "]";
    }

    /** Cuts an answer at its punctuation, and where a recogniser wrote none, at joining words. */
    static List<Clause> of(int turnNo, String answer) {
        List<Clause> clauses = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < answer.length(); i++) {
            boolean endOfText = i == answer.length() - 1;
            boolean endOfSentence = ".!?;\n".indexOf(answer.charAt(i)) >= 0
                    && (endOfText || Character.isWhitespace(answer.charAt(i + 1)));
            if (endOfSentence || endOfText) {
                addPieces(clauses, turnNo, answer.substring(from, i + 1));
                from = i + 1;
            }
        }
        return clauses;
    }

    private static void addPieces(List<Clause> clauses, int turnNo, String sentence) {
        List<Words.Token> words = Words.tokens(sentence);
        int from = 0;
        int wordsInPiece = 0;
        for (int i = 0; i < words.size(); i++) {
            int left = words.size() - i;
            boolean joint = wordsInPiece >= ENOUGH
                    && left >= 4
                    && JOINTS.contains(words.get(i).word());
            if (words.size() > LONG
                    && (joint || wordsInPiece >= LONG)
                    && followsSpace(sentence, words.get(i).start())) {
                add(clauses, turnNo, sentence.substring(from, words.get(i).start()));
                from = words.get(i).start();
                wordsInPiece = 0;
            }
            wordsInPiece++;
        }
        if (!words.isEmpty()) {
            add(clauses, turnNo, sentence.substring(from));
        }
    }

    /** A cut inside "co-operate" or before a combining mark would quote half a word. */
    private static boolean followsSpace(String sentence, int at) {
        return at > 0 && Character.isWhitespace(sentence.charAt(at - 1));
    }

    private static void add(List<Clause> clauses, int turnNo, String piece) {
        String text = piece.strip();
        if (!text.isEmpty()) {
            clauses.add(new Clause(turnNo, text));
        }
    }
}
