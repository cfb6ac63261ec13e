package io.recruiterbrain.voice.launcher.candidate;

import io.recruiterbrain.voice.agent.room.webrtc.BrowserPeer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.recruiterbrain.voice.launcher.candidate.EventStream.Event;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one interview as a candidate does: consents, joins by WebRTC, listens, and answers each question aloud.
 * Blocking; one instance for one interview, {@link #connect} first.
 */
public final class SimulatedCandidate {
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final String NOT_CONNECTED =
            "The agent did not connect in time; is UDP between this machine and it open?";
    private static final String NOT_SPOKEN =
            "The candidate's answer was not spoken in time; run it again when this machine has less to do.";

    private final CandidateApi api;
    private final MediaEngine media;
    private final TextToSpeech voice;
    private final List<String> answers;
    private final Consumer<Exchange> onExchange;
    private final Hearing hearing = new Hearing();
    private int answered;
    private @Nullable Exchange open;

    /**
     * @param candidateUrl link of the interview
     * @param answers said in turn, from the first again after the last
     * @param onExchange told of each answered question, when the agent's next turn was heard and is stored; on the
     *     thread of {@link Call#hold}
     */
    public SimulatedCandidate(
            URI base,
            URI candidateUrl,
            MediaEngine media,
            TextToSpeech voice,
            List<String> answers,
            Consumer<Exchange> onExchange) {
        this.api = new CandidateApi(base, candidateUrl);
        this.media = media;
        this.voice = voice;
        this.answers = List.copyOf(answers);
        this.onExchange = onExchange;
    }

    /**
     * @param askedTurnNo number of the agent's turn that asked
     * @param asked the agent's words, from its transcript
     * @param said what the candidate answered
     * @param replyDelay seconds from the end of the answer to the first sound of the agent, empty when none was heard
     */
    public record Exchange(int askedTurnNo, String asked, String said, OptionalDouble replyDelay) {}

    /** Consents and joins; returns when agent and candidate can hear each other. */
    public Call connect() {
        JsonObject interview = api.interview();
        api.consent(interview.getJsonObject("consent"));
        String sessionId = api.join();
        Call call = new Call(api.events(sessionId), new BrowserPeer(media, 16_000, hearing::accept));
        try {
            connect(call.peer, sessionId);
            return call;
        } catch (RuntimeException e) {
            call.close();
            throw e;
        }
    }

    /** A connected call; closing it hangs up. */
    public final class Call implements AutoCloseable {
        private final EventStream events;
        private final BrowserPeer peer;

        private Call(EventStream events, BrowserPeer peer) {
            this.events = events;
            this.peer = peer;
        }

        /** Talks until the interview is over, and answers how it ended: {@code Interview.endReason}. */
        public String hold() {
            return converse(events, peer);
        }

        @Override
        public void close() {
            peer.close();
            events.close();
        }
    }

    private void connect(BrowserPeer peer, String sessionId) {
        for (MediaDirection direction : MediaDirection.values()) {
            String offer = await(peer.offer(direction), Duration.ofSeconds(10), NOT_CONNECTED);
            await(
                    peer.accept(direction, api.offer(direction, sessionId, offer)),
                    Duration.ofSeconds(10),
                    NOT_CONNECTED);
        }
        await(peer.connected(), Duration.ofSeconds(15), NOT_CONNECTED);
    }

    private String converse(EventStream events, BrowserPeer peer) {
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
            Event event = next.get();
            switch (event.name()) {
                case "turn.saved" -> onTurn(event.data().getJsonObject("data"), peer);
                case "ended" -> {
                    report();
                    return event.data().getString("reason");
                }
                default -> {}
            }
        }
        throw new ApiException(0, "The event stream broke before the interview ended.");
    }

    private void onTurn(JsonObject turn, BrowserPeer peer) {
        if (!turn.getString("speaker").equalsIgnoreCase("agent")) {
            return;
        }
        boolean asks = ASKING.contains(turn.getString("kind").toLowerCase(Locale.ROOT));
        // A turn that the agent began before the answer was over is no reply to it, unless it asks for another one.
        if (asks || hearing.delay().isPresent()) {
            report();
        }
        if (asks) {
            String said = answers.get(answered++ % answers.size());
            await(
                    voice.speak(said, frame -> peer.microphone().write(frame)).done(),
                    Duration.ofSeconds(30),
                    NOT_SPOKEN);
            // Nothing is played any more when the agent hangs up, as it does at the end of the interview's time.
            await(Future.any(peer.microphone().drained(), peer.ended()), Duration.ofMinutes(2), NOT_SPOKEN);
            hearing.await();
            open = new Exchange(turn.getInteger("turn_no"), turn.getString("text"), said, OptionalDouble.empty());
        }
    }

    private void report() {
        Exchange exchange = open;
        if (exchange != null) {
            open = null;
            onExchange.accept(new Exchange(exchange.askedTurnNo(), exchange.asked(), exchange.said(), hearing.delay()));
        }
    }

    private static <T> T await(Future<T> future, Duration patience, String otherwise) {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ApiException(0, otherwise);
        }
    }
}
