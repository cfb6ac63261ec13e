package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that candidate page and live view show at once and that is not kept. Published on {@link #TOPIC}, seen by
 * every member; what must last is an {@code InterviewEvent}.
 *
 * <p>A {@code fence} is that of the lease of the agent that says so. Who has seen a higher one for the interview does not
 * show the update: its agent was frozen and has been replaced. Absent from an agent of a version before this one, and from
 * who is no agent; such an update is always shown.
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
    record Caption(
            UUID interviewId,
            String segmentId,
            Speaker speaker,
            String text,
            boolean isFinal,
            @Nullable Long fence) implements LiveUpdate {
        public Caption(UUID interviewId, String segmentId, Speaker speaker, String text, boolean isFinal) {
            this(interviewId, segmentId, speaker, text, isFinal, null);
        }

        @Override
        public String toString() {
            return "Caption[" + interviewId + ", " + speaker + ", length=" + text.length() + "]";
        }
    }

    record AgentStateChanged(
            UUID interviewId, AgentState state, @Nullable Long fence) implements LiveUpdate {
        public AgentStateChanged(UUID interviewId, AgentState state) {
            this(interviewId, state, null);
        }
    }

    /**
     * Where the interview stands.
     *
     * @param questionNo 0 before the first question
     * @param remainingSeconds until the hard stop
     */
    record Progress(
            UUID interviewId,
            int questionNo,
            int questionCount,
            long remainingSeconds,
            @Nullable Long fence) implements LiveUpdate {
        public Progress(UUID interviewId, int questionNo, int questionCount, long remainingSeconds) {
            this(interviewId, questionNo, questionCount, remainingSeconds, null);
        }
    }

    /** The candidate spoke to {@code sessionId} no longer: another browser took over. */
    record SessionTakenOver(UUID interviewId, UUID sessionId) implements LiveUpdate {}

    /**
     * Another process holds the interview from now on: the page joins again, and opens its audio connections anew. Told
     * each second until it has joined.
     *
     * @param fence of the new lease
     * @param owner of the new lease; absent when who tells does not know it, or is of a version before
     */
    record AgentMoved(
            UUID interviewId, long fence, @Nullable String owner) implements LiveUpdate {}

    /** The agent waits for the candidate to come back until {@code deadline}, by the agent node's clock. */
    record CandidateAway(
            UUID interviewId, Instant deadline, @Nullable Long fence) implements LiveUpdate {
        public CandidateAway(UUID interviewId, Instant deadline) {
            this(interviewId, deadline, null);
        }
    }

    /** The candidate is back. */
    record CandidateBack(UUID interviewId, @Nullable Long fence) implements LiveUpdate {
        public CandidateBack(UUID interviewId) {
            this(interviewId, null);
        }
    }

    /** The conversation is over; {@code reason} is one stable word, never a recruiter's own: candidates are told. */
    record ConversationEnded(
            UUID interviewId, String reason, @Nullable Long fence) implements LiveUpdate {
        public ConversationEnded(UUID interviewId, String reason) {
            this(interviewId, reason, null);
        }
    }
}
