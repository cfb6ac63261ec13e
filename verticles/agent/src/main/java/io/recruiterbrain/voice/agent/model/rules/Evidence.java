package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be observed in the answers to one question.
 *
 * @param signals the question's signals that were named, each with the words that named it
 * @param expected how many signals the question has
 * @param related how many different words belong to the subject without being expected
 * @param echoed how many different words of the question itself were used
 * @param kinds what makes the answers concrete, and how often it was shown
 * @param contentWords how many different words with content were said
 * @param followUpDepth whether an answer to a follow-up brought something new
 * @param wordList whether it is a list of expected words rather than sentences about them
 * @param declined the words that said "I don't know" when little else was said, else empty
 * @param clauses everything said, in order, with the weight of what it shows
 */
record Evidence(
        Map<String, String> signals,
        int expected,
        int related,
        int echoed,
        Map<EvidenceKind, Integer> kinds,
        int contentWords,
        boolean followUpDepth,
        boolean wordList,
        String declined,
        List<WeighedClause> clauses) {
    private static final int FEWEST_FOR_A_LIST = 3;

    Evidence {
        kinds = Map.copyOf(kinds);
        clauses = List.copyOf(clauses);
    }

    /** @param weight how much it shows; 0 when it shows nothing */
    record WeighedClause(Clause clause, double weight) {}

    /** One answer; the first one is to the question, later ones are to follow-ups. */
    record Said(int turnNo, String text) {
        @Override
        public String toString() {
            return "Said[" + turnNo + ", length=" + text.length() + "]";
        }
    }

    static Evidence of(Signals signals, List<Said> answers) {
        Map<String, String> named = new LinkedHashMap<>();
        Map<EvidenceKind, Integer> kinds = new EnumMap<>(EvidenceKind.class);
        Set<String> stems = new HashSet<>();
        List<WeighedClause> clauses = new ArrayList<>();
        boolean depth = false;
        for (int i = 0; i < answers.size(); i++) {
            Said said = answers.get(i);
            int before = named.size() + kinds.size();
            signals.in(Words.of(said.text())).forEach(named::putIfAbsent);
            stems.addAll(Words.contentStems(said.text()));
            for (Clause clause : Clause.of(said.turnNo(), said.text())) {
                List<String> words = Words.of(clause.text());
                Map<String, String> here = signals.in(words);
                Map<EvidenceKind, Integer> shown = EvidenceKind.in(words, !here.isEmpty());
                shown.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
                double weight = words.size() < 3 ? 0 : here.size() + 0.5 * shown.size();
                clauses.add(new WeighedClause(clause, weight));
            }
            depth |= i > 0 && named.size() + kinds.size() > before;
        }
        String declined = DontKnow.words(answers.stream().map(Said::text).toList(), stems.size(), named.size());
        return new Evidence(
                named,
                signals.size(),
                signals.related(stems).size(),
                signals.echoed(stems),
                kinds,
                stems.size(),
                depth,
                isWordList(named, answers),
                declined,
                clauses);
    }

    /** Expected words one after the other, with hardly anything said about them. */
    private static boolean isWordList(Map<String, String> named, List<Said> answers) {
        if (named.size() < FEWEST_FOR_A_LIST) {
            return false;
        }
        int all = 0;
        for (Said said : answers) {
            all += Words.of(said.text()).size();
        }
        int matched = named.values().stream()
                .mapToInt(words -> Words.of(words).size())
                .sum();
        return all < matched * 3;
    }

    @Override
    public String toString() {
        return "Evidence[" + signals.size() + " of " + expected + " signals, contentWords=" + contentWords + "]";
    }

    boolean nothingSaid() {
        return contentWords == 0 && declined.isEmpty();
    }

    boolean shows(EvidenceKind kind) {
        return kinds.containsKey(kind);
    }

    int times(EvidenceKind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
