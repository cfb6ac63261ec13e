package io.recruiterbrain.voice.agent.room.webrtc;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the candidate's page does, in Java: a connection with the microphone and the liveness channel, and one with the
 * agent's voice. For simulated candidates. Any thread may call it.
 */
public final class BrowserPeer implements AutoCloseable {
    private final MediaEngine engine;
    private final VoiceQueue microphone;
    private final int rate;
    private final Consumer<AudioFrame> onVoice;

    /** Touched on the control thread only. */
    private final Map<MediaDirection, Leg> legs = new EnumMap<>(MediaDirection.class);

    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param rate at which the agent's voice is wanted
     * @param onVoice takes 10 ms of the agent's voice on a media thread, silence included, while connected
     */
    public BrowserPeer(MediaEngine engine, int rate, Consumer<AudioFrame> onVoice) {
        this.engine = engine;
        this.rate = rate;
        this.onVoice = onVoice;
        this.microphone = engine.newVoice();
    }

    /**
     * Makes a new connection of a direction, and its offer with every address. An older one ends when the agent has
     * answered: ending the microphone's at once would mean that the page leaves.
     */
    public Future<String> offer(MediaDirection direction) {
        return MediaFutures.toVertx(engine.onControl(() -> {
            Leg leg = new Leg(direction, legs.get(direction));
            legs.put(direction, leg);
            return leg.link.offer();
        }));
    }

    /** An offer that restarts ICE on the open connection. */
    public Future<String> restart(MediaDirection direction) {
        return MediaFutures.toVertx(engine.onControl(() -> leg(direction).link.offer()));
    }

    /** Takes the agent's answer to the last offer of a direction. */
    public Future<Void> accept(MediaDirection direction, String answer) {
        return MediaFutures.toVertx(engine.onControl(() -> leg(direction).accept(answer)));
    }

    /** Completes when both directions are connected for the first time. */
    public Future<Void> connected() {
        return MediaFutures.toVertx(connected);
    }

    /** Completes when the agent closed a connection, or it failed. */
    public Future<Void> ended() {
        return MediaFutures.toVertx(ended);
    }

    /** What the candidate says, in real time; silence is sent while nothing is queued. */
    public AudioOutput microphone() {
        return microphone;
    }

    /** Leaves, as a page does that is closed. */
    @Override
    public void close() {
        engine.onControl(() -> {
            legs.values().forEach(Leg::close);
            legs.clear();
            microphone.setPlaying(false);
            return CompletableFuture.completedFuture(null);
        });
    }

    private Leg leg(MediaDirection direction) {
        Leg leg = legs.get(direction);
        if (leg == null) {
            throw new ServiceException(ErrorCode.INVALID_STATE, "nothing was offered for " + direction);
        }
        return leg;
    }

    /** One direction's current connection, and the one that it is about to replace. */
    private final class Leg implements PeerLink.Listener {
        private final MediaDirection direction;
        private final PeerLink link;
        private @Nullable Leg older;

        Leg(MediaDirection direction, @Nullable Leg older) {
            this.direction = direction;
            this.older = older;
            link = switch (direction) {
                case MICROPHONE -> engine.openSending(microphone, this);
                case VOICE -> engine.openReceiving(rate, onVoice, this);
            };
            if (direction == MediaDirection.MICROPHONE) {
                link.openLiveness();
            }
        }

        CompletableFuture<Void> accept(String answer) {
            if (older != null) {
                older.close();
                older = null;
            }
            return link.accept(answer);
        }

        void close() {
            link.close();
            if (older != null) {
                older.close();
            }
        }

        @Override
        public void onState(PeerLink.State state) {
            if (legs.get(direction) != this) {
                return;
            }
            boolean up = state == PeerLink.State.UP;
            switch (direction) {
                case MICROPHONE -> microphone.setPlaying(up);
                case VOICE -> link.hear(up);
            }
            if (legs.size() == MediaDirection.values().length
                    && legs.values().stream().allMatch(leg -> leg.link.state() == PeerLink.State.UP)) {
                connected.complete(null);
            }
            if (state == PeerLink.State.CLOSED) {
                ended.complete(null);
            }
        }
    }
}
