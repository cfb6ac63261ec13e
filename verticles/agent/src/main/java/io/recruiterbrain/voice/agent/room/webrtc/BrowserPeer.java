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
    private final Map<MediaDirection, PeerLink> links = new EnumMap<>(MediaDirection.class);

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
        this.microphone = engine.newMicrophone();
    }

    /** Makes a new connection of a direction in place of an older one, and its offer with every address. */
    public Future<String> offer(MediaDirection direction) {
        return MediaFutures.toVertx(engine.onControl(() -> {
            PeerLink old = links.get(direction);
            if (old != null) {
                old.close();
            }
            PeerLink link = open(direction);
            links.put(direction, link);
            return link.offer();
        }));
    }

    /** An offer that restarts ICE on the open connection. */
    public Future<String> restart(MediaDirection direction) {
        return MediaFutures.toVertx(engine.onControl(() -> opened(direction).offer()));
    }

    /** Takes the agent's answer to the last offer of a direction. */
    public Future<Void> accept(MediaDirection direction, String answer) {
        return MediaFutures.toVertx(engine.onControl(() -> opened(direction).accept(answer)));
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
            links.values().forEach(PeerLink::close);
            links.clear();
            microphone.setPlaying(false);
            return CompletableFuture.completedFuture(null);
        });
    }

    private PeerLink open(MediaDirection direction) {
        return switch (direction) {
            case MICROPHONE -> {
                PeerLink link = engine.openSending(microphone, state -> changed(direction, state));
                link.openLiveness();
                yield link;
            }
            case VOICE -> engine.openReceiving(rate, onVoice, state -> changed(direction, state));
        };
    }

    private void changed(MediaDirection direction, PeerLink.State state) {
        boolean up = state == PeerLink.State.UP;
        switch (direction) {
            case MICROPHONE -> microphone.setPlaying(up);
            case VOICE -> opened(direction).hear(up);
        }
        if (links.size() == 2 && links.values().stream().allMatch(link -> link.state() == PeerLink.State.UP)) {
            connected.complete(null);
        }
        if (state == PeerLink.State.CLOSED) {
            ended.complete(null);
        }
    }

    private PeerLink opened(MediaDirection direction) {
        PeerLink link = links.get(direction);
        if (link == null) {
            throw new ServiceException(ErrorCode.INVALID_STATE, "nothing was offered for " + direction);
        }
        return link;
    }
}
