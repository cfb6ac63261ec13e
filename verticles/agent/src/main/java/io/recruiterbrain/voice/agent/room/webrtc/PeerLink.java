package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One peer connection, which carries audio one way only. It is made, used and closed on the engine's control thread,
 * and its listener is called there.
 */
public final class PeerLink implements Link {
    /** Label of the data channel by whose end a page's departure is noticed at once. */
    static final String LIVENESS = "liveness";

    private static final String STREAM = "voice";

    /** Where a link stands; it may go back and forth between {@link #UP} and {@link #DOWN}. */
    public enum State {
        CONNECTING,
        UP,
        /** Interrupted for longer than the grace time; it may recover by itself. */
        DOWN,
        /** Of no use any more: failed, ended by the far end, or closed here. */
        CLOSED
    }

    /** Hears what becomes of a link; not told of a close that it asked for itself. */
    @FunctionalInterface
    public interface Listener {
        void onState(State state);
    }

    private final MediaEngine engine;
    private final Listener listener;
    private final @Nullable AudioTap tap;
    /** What is sent; a connection that offers to receive has one too, of which nothing is sent. */
    private @Nullable CustomAudioSource source;

    private final @Nullable VoiceSender sender;
    private final RTCPeerConnection connection;
    private final Negotiator negotiator;

    private State state = State.CONNECTING;
    private boolean trackAdded;
    private @Nullable AudioTrack remoteTrack;
    private @Nullable RTCDataChannel liveness;
    private @Nullable ScheduledFuture<?> grace;
    private CompletableFuture<?> lastNegotiation = CompletableFuture.completedFuture(null);

    private PeerLink(MediaEngine engine, Listener listener, @Nullable AudioTap tap, @Nullable VoiceQueue voice) {
        this.engine = engine;
        this.listener = listener;
        this.tap = tap;
        connection =
                engine.factory(voice != null).createPeerConnection(engine.connectionConfig(List.of()), new Observer());
        negotiator = new Negotiator(connection, engine.control(), engine.config());
        source = voice == null ? null : new CustomAudioSource();
        sender = voice == null || source == null ? null : new VoiceSender(voice, source, engine.metrics().framesSent);
    }

    static PeerLink sending(MediaEngine engine, VoiceQueue voice, Listener listener) {
        return new PeerLink(engine, listener, null, voice);
    }

    static PeerLink receiving(MediaEngine engine, AudioTap tap, Listener listener) {
        return new PeerLink(engine, listener, tap, null);
    }

    @Override
    public boolean sends() {
        return sender != null;
    }

    public State state() {
        return state;
    }

    /** Lets received audio through, or passes it over, which it does at first. */
    public void hear(boolean on) {
        if (tap != null) {
            tap.setOpen(on);
        }
    }

    /**
     * Answers an offer, the first one or one that restarts ICE; offers are taken one after the other.
     *
     * @return the answer with every address; fails with {@code INVALID_SDP}, {@code INVALID_STATE} when the link was
     *     closed meanwhile, {@code UNAVAILABLE} when no address was found in time
     */
    public CompletableFuture<String> answer(SdpOffer offer) {
        long start = System.nanoTime();
        return inTurn(() -> negotiator.answer(offer, this::addTrack))
                .whenComplete((answer, fault) ->
                        engine.metrics().negotiation.record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    /** Makes an offer with every address: the first one, or one that restarts ICE. */
    CompletableFuture<String> offer() {
        boolean first = !trackAdded;
        if (first) {
            trackAdded = true;
            addTransceiver();
        }
        return inTurn(() -> negotiator.offer(!first));
    }

    /** Takes the answer to the last offer. */
    CompletableFuture<Void> accept(String answer) {
        return inTurn(() -> negotiator.accept(answer));
    }

    /** Opens the channel by which either end notices at once that the other one closed; before the first offer only. */
    void openLiveness() {
        RTCDataChannel channel = connection.createDataChannel(LIVENESS, new RTCDataChannelInit());
        channel.registerObserver(endObserver(channel));
        liveness = channel;
    }

    private LivenessObserver endObserver(RTCDataChannel channel) {
        return new LivenessObserver(channel, () -> engine.execute(() -> moveTo(State.CLOSED)));
    }

    /** Closes the connection; again is harmless. Negotiations under way fail. */
    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        cancelGrace();
        hear(false);
        if (sender != null) {
            engine.pacer().remove(sender);
            sender.stop();
        }
        if (remoteTrack != null && tap != null) {
            remoteTrack.removeSink(tap);
        }
        if (liveness != null) {
            liveness.unregisterObserver();
        }
        connection.close();
        if (source != null) {
            source.dispose();
        }
        negotiator.close();
        engine.forget(this);
    }

    private <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> mine = lastNegotiation
                .handle((before, fault) -> null)
                .thenComposeAsync(
                        nothing -> {
                            if (state == State.CLOSED) {
                                throw new ServiceException(ErrorCode.INVALID_STATE, "the connection was closed");
                            }
                            return step.get();
                        },
                        engine.control());
        lastNegotiation = mine;
        return mine;
    }

    /** Adds the voice to the part of the offer that wants it; after the offer was set, or it would get a part of its own. */
    private void addTrack() {
        if (source != null && !trackAdded) {
            trackAdded = true;
            connection.addTrack(engine.factory(true).createAudioTrack(STREAM, source), List.of(STREAM));
        }
    }

    private void addTransceiver() {
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.direction = sends() ? RTCRtpTransceiverDirection.SEND_ONLY : RTCRtpTransceiverDirection.RECV_ONLY;
        init.streamIds = List.of(STREAM);
        CustomAudioSource content = source != null ? source : new CustomAudioSource();
        source = content;
        connection.addTransceiver(engine.factory(sends()).createAudioTrack(STREAM, content), init);
    }

    private void moveTo(State next) {
        if (state == State.CLOSED || state == next) {
            return;
        }
        if (next == State.CLOSED) {
            close();
        } else {
            state = next;
            if (next == State.UP && sender != null) {
                // From now on for good: an interruption must not become a pause in the stream.
                engine.pacer().add(sender);
            }
        }
        listener.onState(next);
    }

    private void connectionChanged(RTCPeerConnectionState change) {
        if (state == State.CLOSED) {
            return;
        }
        cancelGrace();
        switch (change) {
            case CONNECTED -> moveTo(State.UP);
            case FAILED -> {
                engine.metrics().iceFailures.increment();
                moveTo(State.CLOSED);
            }
            case CLOSED -> moveTo(State.CLOSED);
            case DISCONNECTED ->
                grace = engine.control()
                        .schedule(
                                () -> moveTo(State.DOWN),
                                engine.config().disconnectGrace().toMillis(),
                                TimeUnit.MILLISECONDS);
            case NEW, CONNECTING -> {}
        }
    }

    private void cancelGrace() {
        if (grace != null) {
            grace.cancel(false);
            grace = null;
        }
    }

    private void keep(RTCDataChannel channel) {
        if (state == State.CLOSED || liveness != null) {
            channel.unregisterObserver();
        } else {
            liveness = channel;
        }
    }

    private void attach(AudioTrack track) {
        if (state != State.CLOSED && tap != null && remoteTrack == null) {
            remoteTrack = track;
            track.addSink(tap);
        }
    }

    /** Native callbacks, on the native signalling thread: they hand over to the control thread and return. */
    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            negotiator.candidateFound();
        }

        @Override
        public void onIceGatheringChange(RTCIceGatheringState change) {
            if (change == RTCIceGatheringState.COMPLETE) {
                negotiator.gatheringComplete();
            }
        }

        @Override
        public void onConnectionChange(RTCPeerConnectionState change) {
            engine.execute(() -> connectionChanged(change));
        }

        @Override
        public void onTrack(RTCRtpTransceiver transceiver) {
            MediaStreamTrack track = transceiver.getReceiver().getTrack();
            if (track instanceof AudioTrack audio) {
                engine.execute(() -> attach(audio));
            }
        }

        @Override
        public void onDataChannel(RTCDataChannel channel) {
            if (LIVENESS.equals(channel.getLabel())) {
                channel.registerObserver(endObserver(channel));
                engine.execute(() -> keep(channel));
            }
        }
    }
}
