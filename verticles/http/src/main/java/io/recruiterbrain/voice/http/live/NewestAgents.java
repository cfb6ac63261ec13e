package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.http.cache.BoundedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest agent of each interview that was heard of, by its fencing number: one that was frozen and wakes up after
 * another has taken its place is not shown any more. Of the 10,000 interviews with the newest updates, watched or not: a
 * page comes back at the very moment its agent is replaced. One event loop only.
 */
final class NewestAgents {
    private static final int INTERVIEWS = 10_000;

    private final BoundedMap<UUID, Long> fences = new BoundedMap<>(INTERVIEWS);

    /** Whether the update is of the newest agent known, which it may be itself from now on, or of no agent that says so. */
    boolean mayShow(LiveUpdate update) {
        Long fence = fenceOf(update);
        if (fence == null) {
            return true;
        }
        boolean replaced = fences.get(update.interviewId())
                .filter(newest -> newest > fence)
                .isPresent();
        if (!replaced) {
            fences.put(update.interviewId(), fence);
        }
        return !replaced;
    }

    private static @Nullable Long fenceOf(LiveUpdate update) {
        return switch (update) {
            case LiveUpdate.Caption caption -> caption.fence();
            case LiveUpdate.AgentStateChanged changed -> changed.fence();
            case LiveUpdate.Progress progress -> progress.fence();
            case LiveUpdate.CandidateAway away -> away.fence();
            case LiveUpdate.CandidateBack back -> back.fence();
            case LiveUpdate.ConversationEnded ended -> ended.fence();
            case LiveUpdate.AgentMoved moved -> Long.valueOf(moved.fence());
            case LiveUpdate.SessionTakenOver over -> null;
        };
    }
}
