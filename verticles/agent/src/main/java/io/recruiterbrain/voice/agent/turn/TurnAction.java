package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What follows from an input. */
public sealed interface TurnAction {
    /** The candidate interrupts: silence at once. What was not heard may still be resumed. */
    record StopSpeaking() implements TurnAction {}

    /** It was no interruption: go on from the sentence that was cut. */
    record ResumeSpeech() implements TurnAction {}

    /** The end of the turn is likely, with these words: understanding them may begin, at one's own risk. */
    record EndLikely(String text) implements TurnAction {
        @Override
        public String toString() {
            return "EndLikely[length=" + text.length() + "]";
        }
    }

    /** The candidate's turn is over. */
    record CloseTurn(CandidateTurn turn) implements TurnAction {}

    /** The candidate went on before the turn was taken: forget the last {@link CloseTurn}, a longer one follows. */
    record ReopenTurn() implements TurnAction {}

    /**
     * Words that get no answer of their own: the candidate was cut off by a lost connection or by the end, or went on by
     * typing after speaking, or by speaking after typing. The turn that follows then answers the same question.
     */
    record WordsKept(CandidateTurn turn) implements TurnAction {}

    /** The recogniser delivered words of a turn that is long closed; they belong to the transcript. */
    record LateWords(CandidateTurn turn) implements TurnAction {}

    /** The candidate has been silent for too long. */
    record Silence() implements TurnAction {}

    /** The candidate spoke, but no word was understood. */
    record NotUnderstood() implements TurnAction {}

    /**
     * What the candidate said in one go.
     *
     * @param confidence mean of the parts that have one
     * @param transcriptionDelay from the end of speech to its last words, absent when typed or not known
     * @param endOfTurnDelay from the end of speech to the decision that it is one, absent when typed
     * @param messageIds of the typed messages in it
     */
    record CandidateTurn(
            String text,
            boolean typed,
            @Nullable Double confidence,
            Instant startedAt,
            Instant endedAt,
            @Nullable Duration transcriptionDelay,
            @Nullable Duration endOfTurnDelay,
            List<UUID> messageIds) {
        public CandidateTurn {
            messageIds = List.copyOf(messageIds);
        }

        @Override
        public String toString() {
            return "CandidateTurn[length=" + text.length() + "]";
        }
    }
}
