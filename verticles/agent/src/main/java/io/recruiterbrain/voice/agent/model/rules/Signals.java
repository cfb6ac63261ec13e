package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds a question's signals in what was said: stems for single words, nearby stems for phrases. */
final class Signals {
    /** How many other words may stand among those of a phrase. */
    private static final int SLACK = 3;

    private final List<List<String>> signals;
    private final List<String> written;
    private final Set<String> related;
    private final Set<String> asked;

    Signals(PlannedQuestion question) {
        this(
                question.signals(),
                question.text(),
                RubricWords.of(
                        Stream.concat(question.rubric().stream().skip(1), question.followUps().stream())
                                .toList(),
                        question.text()));
    }

    /**
     * @param question its words are no signal: saying the question back proves nothing
     * @param related stems that belong to the subject without being expected
     */
    Signals(List<String> signals, String question, Set<String> related) {
        List<String> echo = Words.of(question);
        this.related = related;
        this.asked = Words.contentStems(question);
        this.written = signals.stream()
                .filter(signal -> !found(Words.of(signal), echo))
                .toList();
        this.signals = written.stream().map(Words::of).toList();
    }

    int size() {
        return signals.size();
    }

    /** Which of these stems belong to the subject, by rubric and follow-ups. */
    Set<String> related(Set<String> stems) {
        return stems.stream().filter(related::contains).collect(Collectors.toSet());
    }

    /** How many of these stems were in the question: a sign that the answer keeps to it, and no more. */
    int echoed(Set<String> stems) {
        return (int) stems.stream().filter(asked::contains).count();
    }

    /** The signals in these words, each with the words that showed it, as they were said. */
    Map<String, String> in(List<String> words) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < signals.size(); i++) {
            int at = find(signals.get(i), words);
            if (at >= 0) {
                found.put(written.get(i), said(signals.get(i), words, at));
            }
        }
        return found;
    }

    private static boolean found(List<String> signal, List<String> words) {
        return find(signal, words) >= 0;
    }

    /** Where the first word of the signal stands, or -1. */
    private static int find(List<String> signal, List<String> words) {
        if (signal.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < words.size(); i++) {
            if (matches(signal.getFirst(), words.get(i)) && restNear(signal, words, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean restNear(List<String> signal, List<String> words, int at) {
        int from = Math.max(0, at - SLACK);
        int to = Math.min(words.size(), at + signal.size() + SLACK);
        for (String part : signal.subList(1, signal.size())) {
            if (words.subList(from, to).stream().noneMatch(word -> matches(part, word))) {
                return false;
            }
        }
        return true;
    }

    private static String said(List<String> signal, List<String> words, int at) {
        int to = Math.min(words.size(), at + signal.size());
        boolean together = true;
        for (int i = at; i < to; i++) {
            together &= i - at < signal.size() && matches(signal.get(i - at), words.get(i));
        }
        return together && to - at == signal.size() ? String.join(" ", words.subList(at, to)) : words.get(at);
    }

    /** Whether a spoken word is a form of a signal's word, which may itself be a stem such as "deprecat". */
    private static boolean matches(String signal, String word) {
        String spelled = Words.spelling(word);
        String stem = Words.spelling(signal);
        return spelled.equals(stem)
                || (stem.length() >= 4 && spelled.startsWith(stem))
                || Words.stem(word).equals(Words.stem(signal));
    }
}
