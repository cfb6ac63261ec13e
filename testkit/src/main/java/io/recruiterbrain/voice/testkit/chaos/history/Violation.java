package io.recruiterbrain.voice.testkit.chaos.history;

import java.util.UUID;

/** A promise that a history shows to be broken; the sentence holds no word of a candidate. */
public record Violation(Rule rule, UUID interviewId, String sentence) {
    /** What is promised. */
    public enum Rule {
        /** Every turn that a candidate was told of, and every acknowledged answer, is stored. */
        NOTHING_LOST,
        /** And stored once. */
        NOTHING_DOUBLED,
        /** In the order in which it was said. */
        IN_ORDER,
        /** Fencing numbers only grow, and each has one owner. */
        FENCES_GROW,
        /** Never two agents in a room. */
        ONE_VOICE,
        /** All interviews end, none as failed. */
        ALL_END
    }

    @Override
    public String toString() {
        return rule + " " + interviewId + ": " + sentence;
    }
}
