package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer connection with a media server, whose addresses trickle and whose content may change while it lasts. It
 * either publishes the voice and data, or receives one track of others and their data. It is made, used and closed on
 * the engine's control thread, and its listener is called there.
 */
public final class SfuLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SfuLink.class);
    /** Where a link stands. An interruption that {@link #DOWN} tells may end by itself, {@link #FAILED} needs a restart. */
    public enum State {
        CONNECTING,
        UP,
        DOWN,
        FAILED,
        CLOSED
    }

    /** An address, as it trickles. */
    public record Candidate(String sdp, String mid, int index) {}

    /** Hears what becomes of a link; nothing after its close. */
    public interface Listener {
        void onState(State state);

        void onCandidate(Candidate candidate);

        /** A message of a data channel. */
        void onData(byte[] payload);

        /** From now on {@link SfuLink#send} sends. */
        default void onWritable() {}
    }

    private final MediaEngine engine;
    private final Listener listener;
    private final @Nullable AudioTap tap;
    private final @Nullable CustomAudioSource source;
    private final @Nullable VoiceSender sender;
    private final RTCPeerConnection connection;
    private final Descriptions descriptions;
    private final DataChannels channels;
    private final List<Candidate> early = new ArrayList<>();

    private State state = State.CONNECTING;
    private boolean remoteSet;
    private @Nullable RTCRtpSender published;
    private @Nullable AudioTrack heard;
    private Runnable cancelGrace = () -> {};
    private CompletableFuture<?> lastNegotiation = CompletableFuture.completedFuture(null);

    SfuLink(
            MediaEngine engine,
            List<IceServer> iceServers,
            Listener listener,
            @Nullable AudioTap tap,
            @Nullable VoiceQueue voice) {
        this.engine = engine;
        this.listener = listener;
        this.tap = tap;
        connection =
                engine.factory(voice != null).createPeerConnection(engine.connectionConfig(iceServers), new Observer());
        descriptions = new Descriptions(connection);
        channels = new DataChannels(
                connection,
                payload -> engine.execute(() -> tell(() -> listener.onData(payload))),
                () -> engine.execute(() -> tell(listener::onWritable)));
        source = voice == null ? null : new CustomAudioSource();
        sender = voice == null || source == null ? null : new VoiceSender(voice, source, engine.metrics().framesSent);
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

    /** Opens the channels for {@link #send}; before the first offer. */
    public void openChannels() {
        channels.open();
    }

    /** Sends on the reliable channel; while that is not open, nothing happens. */
    public void send(byte[] payload) {
        if (state != State.CLOSED) {
            channels.send(payload);
        }
    }

    /** Puts the voice under this track id into the next offer, in place of one that was published before. */
    public void publish(String trackId) {
        if (source == null) {
            throw new IllegalStateException("this connection receives");
        }
        if (published != null) {
            connection.removeTrack(published);
        }
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.direction = RTCRtpTransceiverDirection.SEND_ONLY;
        init.streamIds = List.of(trackId);
        published = connection
                .addTransceiver(engine.factory(true).createAudioTrack(trackId, source), init)
                .getSender();
    }

    /** Makes an offer; addresses follow by {@link Listener#onCandidate}. */
    public CompletableFuture<String> offer(boolean restart) {
        return inTurn(() -> descriptions.createOffer(restart).thenComposeAsync(this::setLocal, engine.control()));
    }

    /** Takes the answer to the last offer. */
    public CompletableFuture<Void> accept(String answer) {
        return inTurn(() -> setRemote(RTCSdpType.ANSWER, OpusRate.raised(answer)));
    }

    /** Answers an offer; addresses follow by {@link Listener#onCandidate}. */
    public CompletableFuture<String> answer(String offer) {
        return inTurn(() -> setRemote(RTCSdpType.OFFER, offer)
                .thenComposeAsync(nothing -> descriptions.createAnswer(), engine.control())
                .thenComposeAsync(this::setLocal, engine.control()));
    }

    /** An address of the far end; kept until its description is there. */
    public void add(Candidate candidate) {
        if (state == State.CLOSED) {
            return;
        }
        if (!remoteSet) {
            early.add(candidate);
            return;
        }
        try {
            connection.addIceCandidate(new RTCIceCandidate(candidate.mid(), candidate.index(), candidate.sdp()));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // One that the native side cannot use comes back as a plain java.lang.Error; others may do.
            LOG.atDebug().log("an address of the media server cannot be used");
        }
    }

    /** Our description as it was set last. */
    public @Nullable String localSdp() {
        RTCSessionDescription local = state == State.CLOSED ? null : connection.getLocalDescription();
        return local == null ? null : local.sdp;
    }

    /** The far end's description as it was set last. */
    public @Nullable String remoteSdp() {
        RTCSessionDescription remote = state == State.CLOSED ? null : connection.getRemoteDescription();
        return remote == null ? null : remote.sdp;
    }

    /** Closes the connection; again is harmless. Negotiations under way fail. */
    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        cancelGrace.run();
        hear(false);
        if (sender != null) {
            engine.pacer().remove(sender);
            sender.stop();
        }
        if (heard != null && tap != null) {
            heard.removeSink(tap);
        }
        channels.close();
        connection.close();
        if (source != null) {
            source.dispose();
        }
        descriptions.close();
        engine.forget(this);
    }

    private <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> step) {
        CompletableFuture<T> mine = lastNegotiation
                .handle((before, fault) -> null)
                .thenComposeAsync(
                        nothing -> {
                            descriptions.requireOpen();
                            return step.get();
                        },
                        engine.control());
        lastNegotiation = mine;
        return mine;
    }

    private CompletableFuture<String> setLocal(RTCSessionDescription description) {
        return descriptions.setLocal(description).thenApply(nothing -> description.sdp);
    }

    private CompletableFuture<Void> setRemote(RTCSdpType type, String sdp) {
        return descriptions.setRemote(type, sdp).thenRunAsync(this::addEarly, engine.control());
    }

    private void addEarly() {
        remoteSet = true;
        List<Candidate> kept = List.copyOf(early);
        early.clear();
        kept.forEach(this::add);
    }

    private void connectionChanged(RTCPeerConnectionState change) {
        if (state == State.CLOSED) {
            return;
        }
        cancelGrace.run();
        switch (change) {
            case CONNECTED -> {
                if (sender != null) {
                    // From now on for good: an interruption must not become a pause in the stream.
                    engine.pacer().add(sender);
                }
                moveTo(State.UP);
            }
            case FAILED -> {
                engine.metrics().iceFailures.increment();
                moveTo(State.FAILED);
            }
            case DISCONNECTED ->
                cancelGrace = engine.schedule(engine.config().disconnectGrace(), () -> moveTo(State.DOWN));
            case NEW, CONNECTING, CLOSED -> {}
        }
    }

    private void moveTo(State next) {
        if (state != State.CLOSED && state != next) {
            state = next;
            listener.onState(next);
        }
    }

    private void tell(Runnable news) {
        if (state != State.CLOSED) {
            news.run();
        }
    }

    /** The far end sends one track at a time, on the same or on another transceiver. */
    private void attach(AudioTrack track) {
        if (state == State.CLOSED
                || tap == null
                || (heard != null && heard.getId().equals(track.getId()))) {
            return;
        }
        if (heard != null) {
            heard.removeSink(tap);
        }
        heard = track;
        track.addSink(tap);
    }

    /** Native callbacks, on the native signalling thread: they hand over to the control thread and return. */
    private final class Observer implements PeerConnectionObserver {
        @Override
        public void onIceCandidate(RTCIceCandidate candidate) {
            String sdp = engine.config().loopbackOnly() ? Negotiator.onLoopback(candidate.sdp) : candidate.sdp;
            Candidate found = new Candidate(sdp, candidate.sdpMid, candidate.sdpMLineIndex);
            engine.execute(() -> tell(() -> listener.onCandidate(found)));
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
            channels.receive(channel);
        }
    }
}
