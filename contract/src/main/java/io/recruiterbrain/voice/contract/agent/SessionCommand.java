package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command to the one agent of an interview; it handles them strictly one at a time, in order. */
public sealed interface SessionCommand extends BusMessage {
    /** Which way the audio of a peer connection flows. Each way has a connection of its own. */
    enum MediaDirection {
        /** From the browser's microphone to the agent. */
        MICROPHONE,
        /** From the agent to the browser's loudspeaker. */
        VOICE
    }

    /**
     * Where a process takes the commands to its agents; fails with {@code UNAVAILABLE} when it holds no such interview. An
     * address of each process, not of each interview: a new agent can be reached while the cluster cannot take in new
     * addresses, which it must wait for while a member is frozen.
     *
     * @param owner of the interview's lease
     */
    static Address<SessionCommand, SessionReply> at(String owner) {
        return new Address<>("agent.session." + owner, SessionCommand.class, SessionReply.class, Duration.ofSeconds(8));
    }

    UUID interviewId();

    /** The browser that sends it; one that was taken over is refused with {@code SESSION_TAKEN_OVER}. Absent for recruiters' commands. */
    @Nullable
    UUID sessionId();

    /**
     * Opens or restarts a peer connection; answered with {@link SessionReply.MediaAnswer}.
     *
     * @param resourceId the connection to restart, absent for a new one
     * @param sdp the browser's offer
     */
    record OfferMedia(
            UUID interviewId,
            UUID sessionId,
            MediaDirection direction,
            @Nullable String resourceId,
            String sdp) implements SessionCommand {
        public OfferMedia {
            Checks.present(interviewId, "interviewId");
            Checks.present(sessionId, "sessionId");
            Checks.present(direction, "direction");
            Checks.text(sdp, "sdp", 200_000);
        }

        @Override
        public String toString() {
            return "OfferMedia[" + interviewId + ", " + direction + "]";
        }
    }

    /** Closes a peer connection; closing it again is harmless. */
    record CloseMedia(UUID interviewId, UUID sessionId, MediaDirection direction, String resourceId)
            implements SessionCommand {
        public CloseMedia {
            Checks.present(interviewId, "interviewId");
            Checks.present(sessionId, "sessionId");
            Checks.present(direction, "direction");
            Checks.text(resourceId, "resourceId", 100);
        }
    }

    /**
     * A typed answer.
     *
     * @param messageId made by the page; the same one sent again is not taken twice
     */
    record SubmitText(UUID interviewId, UUID sessionId, UUID messageId, String text) implements SessionCommand {
        public SubmitText {
            Checks.present(interviewId, "interviewId");
            Checks.present(sessionId, "sessionId");
            Checks.present(messageId, "messageId");
            Checks.text(text, "text", 5000);
        }

        @Override
        public String toString() {
            return "SubmitText[" + interviewId + ", length=" + text.length() + "]";
        }
    }

    /**
     * What the page knows of the candidate: there, typing, or without a voice connection by choice.
     *
     * @param via process whose event stream the page reads, of {@code CONNECTED} and {@code DISCONNECTED}: that a stream
     *     of one has ended says nothing of a page that reads another one's since; absent when no stream is spoken of, or by
     *     a version before
     */
    record ReportPresence(
            UUID interviewId,
            UUID sessionId,
            Presence presence,
            @Nullable UUID via) implements SessionCommand {
        public enum Presence {
            /** The page is open and reads the updates. */
            CONNECTED,
            /** The page was closed or lost its connection. */
            DISCONNECTED,
            /** The candidate answers by typing; the agent does not wait for a microphone. */
            TEXT_MODE,
            /** The candidate speaks again, over a connection that the agent may have already. */
            VOICE_MODE,
            TYPING
        }

        public ReportPresence(UUID interviewId, UUID sessionId, Presence presence) {
            this(interviewId, sessionId, presence, null);
        }

        public ReportPresence {
            Checks.present(interviewId, "interviewId");
            Checks.present(sessionId, "sessionId");
            Checks.present(presence, "presence");
        }
    }

    /** The candidate ends the interview by the page's button. */
    record LeaveInterview(UUID interviewId, UUID sessionId) implements SessionCommand {
        public LeaveInterview {
            Checks.present(interviewId, "interviewId");
            Checks.present(sessionId, "sessionId");
        }
    }

    /** A recruiter ends the interview: the agent says a closing sentence and leaves. */
    record EndInterview(UUID interviewId, String reason) implements SessionCommand {
        public EndInterview {
            Checks.present(interviewId, "interviewId");
            Checks.text(reason, "reason", 500);
        }

        @Override
        public String toString() {
            return "EndInterview[" + interviewId + "]";
        }

        @Override
        public @Nullable UUID sessionId() {
            return null;
        }
    }
}
