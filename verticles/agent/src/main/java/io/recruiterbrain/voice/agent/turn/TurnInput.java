package io.recruiterbrain.voice.agent.turn;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened in the room. {@code at} is when it was noticed and never goes back. */
public sealed interface TurnInput {
    Instant at();

    record VoiceStarted(Instant at) implements TurnInput {}

    /** @param endedAt where the speech really ended, a little before it was noticed; the recogniser owes one final now */
    record VoiceEnded(Instant at, Instant endedAt) implements TurnInput {}

    /**
     * The candidate's speech pauses, too shortly for an end, or goes on after such a pause.
     *
     * @param paused whether it pauses
     */
    record VoicePaused(Instant at, boolean paused) implements TurnInput {}

    /** Words so far of the running stretch of speech. */
    record Interim(Instant at, String text) implements TurnInput {
        @Override
        public String toString() {
            return "Interim[length=" + text.length() + "]";
        }
    }

    /** The words of the oldest stretch whose final is owed; empty when nothing was understood. */
    record Final(Instant at, String text, @Nullable Double confidence) implements TurnInput {
        @Override
        public String toString() {
            return "Final[length=" + text.length() + "]";
        }
    }

    /**
     * A whole typed message; what was spoken before and is not closed comes out as {@link TurnAction.WordsKept}.
     *
     * @param messageId by which its sender names it, absent for one without a name
     */
    record Typed(Instant at, String text, @Nullable UUID messageId) implements TurnInput {
        @Override
        public String toString() {
            return "Typed[length=" + text.length() + "]";
        }
    }

    /** The candidate is typing. */
    record Typing(Instant at) implements TurnInput {}

    /** From now on the candidate answers by typing, or by voice again. */
    record ModeChanged(Instant at, boolean typed) implements TurnInput {}

    /** The first sound of an agent's turn is heard. */
    record AgentStarted(Instant at, boolean interruptible) implements TurnInput {}

    /**
     * The agent's turn is over.
     *
     * @param awaitsAnswer whether the floor is the candidate's now, absent speech being silence
     * @param patient whether the candidate asked for a moment: silence may last twice as long
     * @param kind of the open question
     */
    record AgentFinished(Instant at, boolean awaitsAnswer, boolean patient, PlannedQuestion.@Nullable Kind kind)
            implements TurnInput {}

    /** What the last {@link TurnAction.CloseTurn} carried was understood; it cannot be reopened any more. */
    record TurnTaken(Instant at) implements TurnInput {}

    /** The agent takes the floor whatever the candidate is doing; words not yet closed come out as {@link TurnAction.WordsKept}. */
    record FloorTaken(Instant at) implements TurnInput {}

    record Connected(Instant at) implements TurnInput {}

    record Disconnected(Instant at) implements TurnInput {}

    /** The deadline has come. */
    record Tick(Instant at) implements TurnInput {}
}
