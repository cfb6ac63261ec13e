package io.recruiterbrain.voice.agent.room.livekit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a room, by what the server told, and which of them is the candidate. With an expected identity nobody else
 * is; without one it is the first person who came, until the next one after that person left. Not thread-safe.
 */
final class Attendance {
    private final String agentIdentity;
    private final @Nullable String expected;
    private final Map<String, ParticipantInfo> present = new HashMap<>();
    private @Nullable String chosen;

    Attendance(String agentIdentity, @Nullable String expected) {
        this.agentIdentity = agentIdentity;
        this.expected = expected;
    }

    /** Starts anew from the list that a server sends to who joins. */
    void reset(List<ParticipantInfo> others) {
        present.clear();
        update(others);
    }

    /** Takes changes; the server may send them twice and out of order, but numbers them. */
    void update(List<ParticipantInfo> changes) {
        for (ParticipantInfo change : changes) {
            String identity = change.getIdentity();
            ParticipantInfo known = present.get(identity);
            int version = known == null ? 0 : known.getVersion();
            boolean same = known != null && known.getSid().equals(change.getSid());
            if (identity.equals(agentIdentity) || (same && version > change.getVersion())) {
                continue;
            }
            if (change.getState() != ParticipantInfo.State.DISCONNECTED) {
                present.put(identity, change);
            } else if (same) {
                present.remove(identity);
            }
        }
        choose();
    }

    /** The candidate, from when they can receive. */
    @Nullable
    ParticipantInfo candidate() {
        ParticipantInfo found = chosen == null ? null : present.get(chosen);
        return found != null && found.getState() == ParticipantInfo.State.ACTIVE ? found : null;
    }

    /** Whether this is the candidate's identity. */
    boolean isCandidate(String identity) {
        return identity.equals(chosen);
    }

    /** The track to listen to: the candidate's microphone, or else any sound of theirs. */
    @Nullable
    TrackInfo microphone() {
        ParticipantInfo candidate = candidate();
        if (candidate == null) {
            return null;
        }
        List<TrackInfo> sounds = candidate.getTracksList().stream()
                .filter(track -> track.getType() == TrackType.AUDIO)
                .toList();
        return sounds.stream()
                .filter(track -> track.getSource() == TrackSource.MICROPHONE)
                .reduce((older, newer) -> newer)
                .or(() -> sounds.stream().findFirst())
                .orElse(null);
    }

    /** People who have no business in the room; agents, recorders and the like are the operator's affair. */
    List<ParticipantInfo> strangers() {
        return present.values().stream()
                .filter(each -> each.getKind() == ParticipantInfo.Kind.STANDARD && !isCandidate(each.getIdentity()))
                .toList();
    }

    private void choose() {
        if (expected != null) {
            chosen = expected;
        } else if (chosen == null || !present.containsKey(chosen)) {
            chosen = present.values().stream()
                    .filter(each -> each.getKind() == ParticipantInfo.Kind.STANDARD
                            || each.getKind() == ParticipantInfo.Kind.SIP)
                    .min((a, b) -> Long.compare(a.getJoinedAt(), b.getJoinedAt()))
                    .map(ParticipantInfo::getIdentity)
                    .orElse(null);
        }
    }
}
