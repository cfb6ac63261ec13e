package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import java.time.Duration;
import livekit.LivekitModels.ParticipantInfo;

/**
 * Whether the candidate who is in the room receives the agent's voice by now. The server tells only the first time that
 * anybody does; who comes later is given a moment. On the control thread.
 */
final class CandidatePresence {
    private static final Duration SETTLES = Duration.ofSeconds(1);
    /** As long as it may take the first one; a server that does not tell is not waited for. */
    private static final Duration SETTLES_FIRST = Duration.ofSeconds(4);

    private final MediaEngine engine;
    private final Attendance attendance;
    private final Runnable changed;
    private String sid = "";
    private boolean hearsUs;
    private boolean heardByAnybody;

    /** @param changed called when {@link #hearsUs()} may have changed */
    CandidatePresence(MediaEngine engine, Attendance attendance, Runnable changed) {
        this.engine = engine;
        this.attendance = attendance;
        this.changed = changed;
    }

    boolean hearsUs() {
        return hearsUs;
    }

    /** Our voice is published anew. */
    void restarted() {
        heardByAnybody = false;
    }

    void heard() {
        heardByAnybody = true;
        hearsUs = !sid.isEmpty();
        changed.run();
    }

    /**
     * Looks at who is there.
     *
     * @return whether the candidate left or came, or came again
     */
    boolean look() {
        ParticipantInfo candidate = attendance.candidate();
        String now = candidate == null ? "" : candidate.getSid();
        if (now.equals(sid)) {
            return false;
        }
        sid = now;
        hearsUs = false;
        changed.run(); // whoever was here is gone, even when they are back already
        if (!now.isEmpty()) {
            engine.schedule(heardByAnybody ? SETTLES : SETTLES_FIRST, () -> settled(now));
        }
        return true;
    }

    private void settled(String settledSid) {
        if (settledSid.equals(sid)) {
            hearsUs = true;
            changed.run();
        }
    }
}
