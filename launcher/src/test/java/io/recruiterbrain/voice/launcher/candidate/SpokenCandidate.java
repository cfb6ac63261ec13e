package io.recruiterbrain.voice.launcher.candidate;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Ended;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Moved;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A candidate who speaks by WebRTC in a cluster with faults: calls again whenever the call breaks or the agent moved, and
 * notes on which call the agent's voice was heard. Blocking; for one thread.
 */
public final class SpokenCandidate {
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final Set<String> GONE =
            Set.of("completed", "evaluated", "cancelled", "expired", "abandoned", "failed");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final String ANSWER =
            "In my last project we moved a large service to a new database in small steps over three weeks.";

    private final CandidateApi api;
    private final UUID interviewId;
    private final History history;
    private final MediaEngine media;
    private final TextToSpeech voice;
    private int calls;
    private int lastAskedTurn;
    private boolean over;

    public SpokenCandidate(
            URI base, URI link, UUID interviewId, History history, MediaEngine media, TextToSpeech voice) {
        this.api = new CandidateApi(base, link);
        this.interviewId = interviewId;
        this.history = history;
        this.media = media;
        this.voice = voice;
    }

    /** Calls until the interview is over. */
    public void hold() {
        while (!over) {
            try {
                JsonObject interview = api.interview();
                over = GONE.contains(interview.getString("state"));
                if (!over) {
                    api.consent(interview.getJsonObject("consent"));
                    call("call-" + ++calls, api.join());
                }
            } catch (ApiException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void call(String name, String session) {
        try (EventStream events = api.events(session);
                BrowserPeer peer = new BrowserPeer(media, 16_000, frame -> heard(name, frame))) {
            for (MediaDirection direction : MediaDirection.values()) {
                String answer = api.offer(direction, session, await(peer.offer(direction)));
                await(peer.accept(direction, answer));
            }
            await(peer.connected());
            follow(events, peer);
        }
    }

    /** Returns when the call is to be made anew, or is over. */
    private void follow(EventStream events, BrowserPeer peer) {
        for (Optional<EventStream.Event> next = events.next(); next.isPresent(); next = events.next()) {
            JsonObject data = next.get().data();
            switch (next.get().name()) {
                case "turn.saved" -> turn(data.getJsonObject("data"), peer);
                case "agent_moved" -> {
                    history.add(new Moved(System.nanoTime(), interviewId));
                    return;
                }
                case "ended" -> {
                    history.add(new Ended(System.nanoTime(), interviewId, data.getString("reason")));
                    over = true;
                    return;
                }
                case "interview.state_changed" -> {
                    // The end itself may be missed, with the stream that it was told on.
                    if (GONE.contains(data.getJsonObject("data").getString("to"))) {
                        over = true;
                        return;
                    }
                }
                default -> {}
            }
        }
    }

    private void turn(JsonObject turn, BrowserPeer peer) {
        boolean byAgent = turn.getString("speaker").equalsIgnoreCase("agent");
        String kind = turn.getString("kind").toLowerCase(Locale.ROOT);
        int turnNo = turn.getInteger("turn_no");
        history.add(
                new TurnTold(System.nanoTime(), interviewId, new Line(turnNo, byAgent, kind, turn.getString("text"))));
        if (byAgent && ASKING.contains(kind) && turnNo > lastAskedTurn) {
            lastAskedTurn = turnNo;
            await(voice.speak(ANSWER, frame -> peer.microphone().write(frame)).done());
            await(peer.microphone().drained());
        }
    }

    /** On a media thread. */
    private void heard(String call, AudioFrame frame) {
        if (Hearing.isAudible(frame)) {
            history.add(new AgentSound(System.nanoTime(), interviewId, call));
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ApiException(0, "no connection to the agent in time");
        } catch (RuntimeException e) {
            throw new ApiException(0, "the connection to the agent broke: " + e.getMessage());
        }
    }
}
