package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the agent from repeating itself word for word. Sentences of one turn pass through it in order; one that was
 * said before is left out, and when it is the question itself, or when nothing else is left to say, it gets other
 * words in front.
 */
public final class SaidBefore {
    private static final List<String> LEAD_INS = List.of(
            "Once more:",
            "Let me say it again:",
            "Here it is again:",
            "As I asked before:",
            "To come back to it:",
            "The question again:",
            "Let me put it to you again:",
            "Again, in short:",
            "What I would like to know:",
            "To pick it up again:");
    private static final List<String> OPENINGS =
            List.of("", "Of course.", "Gladly.", "No problem.", "All right.", "Sure.", "Certainly.", "Fine.");

    private final Set<String> sentences = new HashSet<>();
    private final Set<String> leads = new HashSet<>();
    private boolean turnHasWords;
    private @Nullable String leftOut;

    /** Knows what was said before a restart. */
    public static SaidBefore in(List<Turn> turns) {
        SaidBefore said = new SaidBefore();
        turns.stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT)
                .flatMap(turn -> Arrays.stream(turn.text().split("(?<=[.!?])\\s+")))
                .forEach(sentence -> said.sentences.add(Questions.plain(sentence)));
        return said;
    }

    public boolean isNew(String sentence) {
        return !sentences.contains(Questions.plain(sentence));
    }

    /** Notes a sentence that is said beside the turn's own words. Returns whether it was new. */
    public boolean note(String sentence) {
        return sentences.add(Questions.plain(sentence));
    }

    /** Whether two texts have the same words. */
    public static boolean isSame(String one, String other) {
        return Questions.plain(one).equals(Questions.plain(other));
    }

    public void beginTurn() {
        turnHasWords = false;
        leftOut = null;
    }

    /** What to say for this sentence, absent when it is left out. {@code prompt} is what the turn asks. */
    public Optional<String> pass(String sentence, @Nullable String prompt) {
        String plain = Questions.plain(sentence);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        if (sentences.add(plain)) {
            turnHasWords = true;
            return Optional.of(sentence);
        }
        boolean partOfPrompt = prompt != null && Questions.plain(prompt).contains(plain);
        if (partOfPrompt && turnHasWords) {
            return Optional.of(sentence);
        }
        if (partOfPrompt) {
            turnHasWords = true;
            return Optional.of(newLead() + " " + sentence);
        }
        leftOut = leftOut == null ? sentence : leftOut;
        return Optional.empty();
    }

    /** The turn is worded; what to say when everything in it was left out. */
    public Optional<String> endTurn() {
        String last = leftOut;
        leftOut = null;
        return turnHasWords || last == null ? Optional.empty() : Optional.of(newLead() + " " + last);
    }

    private String newLead() {
        List<String> candidates = new ArrayList<>();
        for (String opening : OPENINGS) {
            for (String leadIn : LEAD_INS) {
                candidates.add((opening + " " + leadIn).strip());
            }
        }
        return candidates.stream()
                .filter(leads::add)
                .findFirst()
                .orElseGet(() -> "For the " + leads.size() + "th time, and gladly:");
    }
}
