package io.recruiterbrain.voice.agent.room.direct;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomListener;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.room.webrtc.MediaFutures;
import io.recruiterbrain.voice.agent.room.webrtc.PeerLink;
import io.recruiterbrain.voice.agent.room.webrtc.SdpOffer;
import io.recruiterbrain.voice.agent.room.webrtc.VoiceQueue;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room of two peer connections with one browser, one for each direction.
 *
 * <p>The candidate is connected while both are up: who cannot speak takes the text mode, which needs no room. The
 * candidate is gone as soon as the page ends its liveness channel (on the microphone's connection), a connection fails,
 * is closed or replaced, or is interrupted for longer than the grace time; an interruption may end by itself, and then
 * the candidate is connected again. A page that changes its microphone offers the new connection first; ending the old
 * one by itself means that it leaves. All state is kept to the engine's control thread.
 */
final class DirectRoom implements Room, BrowserMedia {
    private static final Logger LOG = LoggerFactory.getLogger(DirectRoom.class);

    private final MediaEngine engine;
    private final UUID interviewId;
    private final VoiceQueue voice;
    private final Map<MediaDirection, Connection> connections = new EnumMap<>(MediaDirection.class);

    private volatile @Nullable RoomListener listener;
    private boolean candidateConnected;
    private boolean left;

    private record Connection(String resourceId, PeerLink link) {}

    DirectRoom(MediaEngine engine, UUID interviewId) {
        this.engine = engine;
        this.interviewId = interviewId;
        voice = engine.newVoice();
    }

    @Override
    public Future<Void> join(RoomListener newListener) {
        return run(() -> {
            if (listener != null || left) {
                throw new ServiceException(ErrorCode.INVALID_STATE, "the room was joined before");
            }
            listener = newListener;
        });
    }

    @Override
    public AudioOutput voice() {
        return voice;
    }

    @Override
    public Future<Answer> offer(MediaDirection direction, @Nullable String resourceId, String sdp) {
        SdpOffer offer;
        try {
            offer = SdpOffer.parse(direction, sdp);
        } catch (ServiceException e) {
            return Future.failedFuture(e);
        }
        return MediaFutures.toVertx(engine.onControl(
                () -> resourceId == null ? open(direction, offer) : restart(direction, resourceId, offer)));
    }

    @Override
    public Future<Void> close(String resourceId) {
        return run(() -> connections.entrySet().stream()
                .filter(entry -> entry.getValue().resourceId().equals(resourceId))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(this::drop));
    }

    @Override
    public Future<Void> closeAll() {
        return run(this::dropAll);
    }

    @Override
    public Future<Void> leave() {
        return run(() -> {
            left = true;
            listener = null;
            dropAll();
            voice.clear();
        });
    }

    private CompletableFuture<Answer> open(MediaDirection direction, SdpOffer offer) {
        if (listener == null) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE, left ? "the room was left" : "the agent has not joined the room yet");
        }
        drop(direction);
        String resourceId = UUID.randomUUID().toString();
        Connection connection = new Connection(resourceId, link(direction, resourceId));
        connections.put(direction, connection);
        return connection
                .link()
                .answer(offer)
                .thenApply(answer -> new Answer(connection.resourceId(), answer))
                .whenCompleteAsync(
                        (answer, fault) -> {
                            if (fault != null) {
                                connections.remove(direction, connection);
                                connection.link().close();
                            }
                        },
                        engine::execute);
    }

    private CompletableFuture<Answer> restart(MediaDirection direction, String resourceId, SdpOffer offer) {
        Connection connection = connections.get(direction);
        if (connection == null || !connection.resourceId().equals(resourceId)) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "no such connection; make a new one");
        }
        return connection.link().answer(offer).thenApply(answer -> new Answer(resourceId, answer));
    }

    private PeerLink link(MediaDirection direction, String resourceId) {
        PeerLink.Listener changes = state -> changed(direction, resourceId, state);
        return switch (direction) {
            case MICROPHONE -> engine.openReceiving(AudioFrame.SPEECH_RATE, this::heard, changes);
            case VOICE -> engine.openSending(voice, changes);
        };
    }

    private void changed(MediaDirection direction, String resourceId, PeerLink.State state) {
        Connection connection = connections.get(direction);
        if (connection == null || !connection.resourceId().equals(resourceId)) {
            return; // the last words of a connection that was replaced
        }
        LOG.atDebug()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("direction", direction)
                .addKeyValue("state", state)
                .log("media connection changed");
        if (state == PeerLink.State.CLOSED) {
            connections.remove(direction);
            if (direction == MediaDirection.MICROPHONE) {
                dropVoiceOfSamePage();
            }
        }
        report();
    }

    /**
     * The page itself is gone. Its other connection would look alive for seconds, and count for the next page; one that
     * is still being made belongs to the next page already.
     */
    private void dropVoiceOfSamePage() {
        Connection other = connections.get(MediaDirection.VOICE);
        if (other != null && other.link().state() != PeerLink.State.CONNECTING) {
            drop(MediaDirection.VOICE);
        }
    }

    private void drop(MediaDirection direction) {
        Connection connection = connections.remove(direction);
        if (connection != null) {
            connection.link().close();
            report();
        }
    }

    private void dropAll() {
        new ArrayList<>(connections.keySet()).forEach(this::drop);
    }

    /** Tells the listener when the candidate came or went, and lets audio through only while connected. */
    private void report() {
        boolean now = connections.size() == MediaDirection.values().length
                && connections.values().stream().allMatch(each -> each.link().state() == PeerLink.State.UP);
        if (now == candidateConnected) {
            return;
        }
        candidateConnected = now;
        voice.setPlaying(now);
        connections.values().forEach(each -> each.link().hear(now));
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("connected", now)
                .log("candidate connection changed");
        tell(now);
    }

    private void tell(boolean connected) {
        RoomListener hearer = listener;
        if (hearer == null) {
            return;
        }
        try {
            if (connected) {
                hearer.onCandidateConnected();
            } else {
                hearer.onCandidateDisconnected();
            }
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("interviewId", interviewId).setCause(e).log("room listener failed");
        }
    }

    private void heard(AudioFrame frame) {
        RoomListener hearer = listener;
        if (hearer != null) {
            hearer.onAudio(frame);
        }
    }

    /** A step on the control thread; when the engine is closed there is nothing left to do. */
    private Future<Void> run(Runnable step) {
        if (engine.isClosed()) {
            return Future.succeededFuture();
        }
        CompletableFuture<Void> done = engine.onControl(() -> {
            step.run();
            return CompletableFuture.completedFuture(null);
        });
        return MediaFutures.toVertx(done);
    }
}
