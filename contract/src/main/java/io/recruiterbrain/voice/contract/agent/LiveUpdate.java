package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that candidate page and live view show at once and that is not kept. Published on {@link #TOPIC}, seen by
 * every member; what must last is an {@code InterviewEvent}.
 */
public sealed interface LiveUpdate extends BusMessage {
    String TOPIC = "interview.live";

    UUID interviewId();

    /**
     * Words as they come.
     *
     * @param segmentId the same for all updates of one utterance; each replaces the one before
     * @param isFinal whether no further update of this segment follows
     */
    record Caption(UUID interviewId, String segmentId, Speaker speaker, String text, boolean isFinal)
            implements LiveUpdate {
        @Override
        public String toString() {
            return "Caption[" + interviewId + ", " + speaker + ", length=" + text.length() + "]";
        }
    }

    record AgentStateChanged(UUID interviewId, AgentState state) implements LiveUpdate {}

    /**
     * Where the interview stands.
     *
     * @param questionNo 0 before the first question
     * @param remainingSeconds until the hard stop
     */
    record Progress(UUID interviewId, int questionNo, int questionCount, long remainingSeconds) implements LiveUpdate {}

    /** The candidate spoke to {@code sessionId} no longer: another browser took over. */
    record SessionTakenOver(UUID interviewId, UUID sessionId) implements LiveUpdate {}

    /**
     * Another process holds the interview from now on: the page opens its audio connections anew.
     *
     * @param fence of the new lease
     * @param owner of the new lease; absent when who tells does not know it
     */
    record AgentMoved(
            UUID interviewId, long fence, @Nullable String owner) implements LiveUpdate {}

    /** The agent waits for the candidate to come back until {@code deadline}, by the agent node's clock. */
    record CandidateAway(UUID interviewId, Instant deadline) implements LiveUpdate {}

    /** The candidate is back. */
    record CandidateBack(UUID interviewId) implements LiveUpdate {}

    /** The conversation is over; {@code reason} is one stable word, never a recruiter's own: candidates are told. */
    record ConversationEnded(UUID interviewId, String reason) implements LiveUpdate {}
}
