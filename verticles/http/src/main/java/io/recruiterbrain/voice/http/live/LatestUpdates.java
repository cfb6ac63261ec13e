package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest live updates of each interview, so that who opens a stream in the middle sees where it stands. Of the 1,000
 * interviews with the newest updates; captions are not kept, their turn comes as a durable event. One event loop only.
 */
final class LatestUpdates {
    private static final int INTERVIEWS = 1000;
    /** A new agent says each second that it is there until the page has joined it: what is older is no longer true. */
    private static final Duration MOVED = Duration.ofMillis(1500);

    private final LongSupplier nanoTime;

    private final Map<UUID, State> states = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, State> eldest) {
            return size() > INTERVIEWS;
        }
    };

    private static final class State {
        private LiveUpdate.@Nullable AgentStateChanged agent;
        private LiveUpdate.@Nullable Progress progress;
        private LiveUpdate.@Nullable CandidateAway away;
        private LiveUpdate.@Nullable AgentMoved moved;
        private long movedAt;
    }

    /** @param nanoTime as {@link System#nanoTime} */
    LatestUpdates(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void keep(LiveUpdate update) {
        switch (update) {
            case LiveUpdate.AgentStateChanged changed -> stateOf(update).agent = changed;
            case LiveUpdate.Progress progress -> stateOf(update).progress = progress;
            case LiveUpdate.CandidateAway away -> stateOf(update).away = away;
            case LiveUpdate.CandidateBack back -> stateOf(update).away = null;
            case LiveUpdate.ConversationEnded ended -> states.remove(update.interviewId());
            case LiveUpdate.Caption caption -> {}
            case LiveUpdate.SessionTakenOver over -> {}
            case LiveUpdate.AgentMoved moved -> {
                State state = stateOf(update);
                state.moved = moved;
                state.movedAt = nanoTime.getAsLong();
            }
        }
    }

    List<LiveUpdate> of(@Nullable UUID interviewId) {
        State state = interviewId == null ? null : states.get(interviewId);
        List<LiveUpdate> updates = new ArrayList<>();
        if (state != null) {
            add(updates, nanoTime.getAsLong() - state.movedAt < MOVED.toNanos() ? state.moved : null);
            add(updates, state.agent);
            add(updates, state.progress);
            add(updates, state.away);
        }
        return updates;
    }

    private static void add(List<LiveUpdate> updates, @Nullable LiveUpdate update) {
        if (update != null) {
            updates.add(update);
        }
    }

    private State stateOf(LiveUpdate update) {
        return states.computeIfAbsent(update.interviewId(), unused -> new State());
    }
}
