package io.recruiterbrain.voice.testkit.chaos.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing that was seen from outside; {@code at} is the onlooker's own {@link System#nanoTime}. */
public sealed interface Observation {
    long at();

    UUID interviewId();

    /**
     * The candidate begins to send a typed answer, or sends it again.
     *
     * @param marker a word that no other answer of the run has
     */
    record Sent(long at, UUID interviewId, String marker) implements Observation {}

    /** The answer was acknowledged: from now on it must not be lost. */
    record Acknowledged(long at, UUID interviewId, String marker) implements Observation {}

    /** The candidate was told of a stored turn. */
    record TurnTold(long at, UUID interviewId, Line line) implements Observation {}

    /**
     * The agent's words as they come.
     *
     * @param segment the same for all updates of one utterance
     */
    record AgentWords(long at, UUID interviewId, String segment, boolean isFinal) implements Observation {}

    /** The agent's voice was heard on an audio connection; {@code connection} tells connections apart. */
    record AgentSound(long at, UUID interviewId, String connection) implements Observation {}

    /** The candidate was told that another process holds the interview. */
    record Moved(long at, UUID interviewId) implements Observation {}

    /** The candidate was told that the conversation is over. */
    record Ended(long at, UUID interviewId, String reason) implements Observation {}

    /**
     * A lease, as the store showed it.
     *
     * @param owner absent when nobody holds it
     * @param lastTurn number of the last turn that was stored when it was looked before: by no owner later than the one
     *     before this; 0 for none
     */
    record LeaseSeen(long at, UUID interviewId, @Nullable String owner, long fence, int lastTurn)
            implements Observation {}

    /** One line of a transcript. */
    record Line(int turnNo, boolean byAgent, String kind, String text) {
        @Override
        public String toString() {
            return "Line[" + turnNo + ", " + (byAgent ? "agent" : "candidate") + ", " + kind + "]";
        }
    }
}
