package io.recruiterbrain.voice.agent.room.livekit;

import livekit.LivekitRtc.LeaveRequest;

/** Why a session does not go on by itself. */
enum Loss {
    /** Signalling or media broke; the participant is still there. */
    RESUMABLE,
    /** A new participation is needed. */
    RESTART,
    /** Nobody wants us here. */
    FINAL;

    /** When the server ends a participation. */
    static Loss of(LeaveRequest leave) {
        return switch (leave.getAction()) {
            case RESUME -> RESUMABLE;
            case RECONNECT -> RESTART;
            case DISCONNECT, UNRECOGNIZED ->
                switch (leave.getReason()) {
                    // Another agent of this interview came, or an operator sent this one away.
                    case DUPLICATE_IDENTITY, PARTICIPANT_REMOVED -> FINAL;
                    // A deleted room is made anew: the candidate's token still opens it.
                    default -> RESTART;
                };
        };
    }
}
