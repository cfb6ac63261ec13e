package io.recruiterbrain.voice.agent.room.livekit;

import com.google.protobuf.InvalidProtocolBufferException;
import io.recruiterbrain.voice.agent.room.webrtc.IceServer;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.room.webrtc.SfuLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.DataChannelReceiveState;
import livekit.LivekitRtc.ICEServer;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalTarget;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrickleRequest;
import livekit.LivekitRtc.UpdateSubscription;
import org.jspecify.annotations.Nullable;

/**
 * The two peer connections of a session: the publisher, which we offer, and the subscriber, which the server offers. On
 * the control thread.
 */
final class RtcMedia {
    /** What becomes of the media; nothing after {@link #close()}. */
    interface Events {
        /** {@link RtcMedia#isUp()} may have changed. */
        void onChange();

        /** A connection is broken, and comes up again only by a restart. */
        void onFailed();

        /** Offer and answer did not fit. */
        void onRefused(Throwable cause);

        void onData(DataPacket packet);

        void onWritable();
    }

    private final Consumer<SignalRequest.Builder> requests;
    private final Events events;
    private final MediaEngine engine;
    private final SfuLink publisher;
    private final SfuLink subscriber;
    /** Last sequence numbers by sender, so that what is repeated after a resume is taken once. */
    private final Map<String, Integer> received = new HashMap<>();

    private int offers;
    private boolean offering;
    private boolean offerAgain;
    private boolean closed;
    private @Nullable CompletableFuture<Void> restarted;
    private boolean publisherAnswered;
    private boolean subscriberOffered;

    RtcMedia(
            RtcSession.Parts parts,
            List<ICEServer> iceServers,
            Consumer<SignalRequest.Builder> requests,
            Events events) {
        this.requests = requests;
        this.events = events;
        engine = parts.engine();
        List<IceServer> servers = IceMessages.servers(iceServers);
        publisher = engine.openPublishing(parts.voice(), servers, new LinkEvents(SignalTarget.PUBLISHER));
        subscriber = engine.openSubscribing(
                parts.audioRate(), parts.audio(), servers, new LinkEvents(SignalTarget.SUBSCRIBER));
        publisher.openChannels();
    }

    boolean isUp() {
        return publisher.state() == SfuLink.State.UP && subscriber.state() == SfuLink.State.UP;
    }

    void hear(boolean on) {
        subscriber.hear(on);
    }

    void send(byte[] packet) {
        publisher.send(packet);
    }

    void publish(String trackId) {
        publisher.publish(trackId);
        offer(false);
    }

    /** Restarts ICE of both connections, the subscriber's by the offer that the server sends; completes when both are up. */
    CompletableFuture<Void> restart() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        restarted = done;
        publisherAnswered = false;
        subscriberOffered = false;
        offering = false;
        offer(true);
        return done;
    }

    void answer(SessionDescription offer) {
        subscriber
                .answer(offer.getSdp())
                .whenCompleteAsync(
                        (answer, fault) -> {
                            if (closed) {
                                return;
                            }
                            if (fault != null) {
                                events.onRefused(fault);
                                return;
                            }
                            subscriberOffered = true;
                            requests.accept(SignalRequest.newBuilder()
                                    .setAnswer(SessionDescription.newBuilder()
                                            .setType("answer")
                                            .setSdp(answer)
                                            .setId(offer.getId())));
                            checkRestarted();
                        },
                        engine::execute);
    }

    void accept(SessionDescription answer) {
        if (answer.getId() != 0 && answer.getId() != offers) {
            return; // to an offer that a resumed session has replaced
        }
        publisher
                .accept(answer.getSdp())
                .whenCompleteAsync(
                        (nothing, fault) -> {
                            if (closed) {
                                return;
                            }
                            if (fault != null) {
                                events.onRefused(fault);
                                return;
                            }
                            publisherAnswered = true;
                            offering = false;
                            if (offerAgain) {
                                offerAgain = false;
                                offer(false);
                            }
                            checkRestarted();
                        },
                        engine::execute);
    }

    void add(TrickleRequest trickle) {
        IceMessages.read(trickle).ifPresent(link(trickle.getTarget())::add);
    }

    /** What the server needs to know of us when a session is resumed. */
    SyncState syncState(String trackId, @Nullable TrackInfo published, String heardTrack) {
        SyncState.Builder state = SyncState.newBuilder();
        String answer = subscriber.localSdp();
        String offer = subscriber.remoteSdp();
        if (answer != null && offer != null) {
            state.setAnswer(SessionDescription.newBuilder().setType("answer").setSdp(answer));
            state.setOffer(SessionDescription.newBuilder().setType("offer").setSdp(offer));
        }
        UpdateSubscription.Builder subscription =
                UpdateSubscription.newBuilder().setSubscribe(true);
        if (!heardTrack.isEmpty()) {
            subscription.addTrackSids(heardTrack);
        }
        state.setSubscription(subscription);
        if (published != null) {
            state.addPublishTracks(
                    TrackPublishedResponse.newBuilder().setCid(trackId).setTrack(published));
        }
        received.forEach((sid, last) -> state.addDatachannelReceiveStates(
                DataChannelReceiveState.newBuilder().setPublisherSid(sid).setLastSeq(last)));
        return state.build();
    }

    void close() {
        closed = true;
        publisher.close();
        subscriber.close();
    }

    /** One offer at a time; what comes while one is under way follows it. */
    private void offer(boolean restart) {
        if (offering) {
            offerAgain = true;
            return;
        }
        offering = true;
        publisher
                .offer(restart)
                .whenCompleteAsync(
                        (offer, fault) -> {
                            if (closed) {
                                return;
                            }
                            if (fault != null) {
                                events.onRefused(fault);
                                return;
                            }
                            offers++;
                            requests.accept(SignalRequest.newBuilder()
                                    .setOffer(SessionDescription.newBuilder()
                                            .setType("offer")
                                            .setSdp(offer)
                                            .setId(offers)));
                        },
                        engine::execute);
    }

    private void checkRestarted() {
        if (restarted != null && publisherAnswered && subscriberOffered && isUp()) {
            restarted.complete(null);
            restarted = null;
        }
    }

    private SfuLink link(SignalTarget target) {
        return target == SignalTarget.SUBSCRIBER ? subscriber : publisher;
    }

    private void taken(byte[] payload) {
        DataPacket packet;
        try {
            packet = DataPacket.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            return;
        }
        int sequence = packet.getSequence();
        if (sequence > 0 && !packet.getParticipantSid().isEmpty()) {
            Integer last = received.get(packet.getParticipantSid());
            if (last != null && last >= sequence) {
                return;
            }
            received.put(packet.getParticipantSid(), sequence);
        }
        events.onData(packet);
    }

    private final class LinkEvents implements SfuLink.Listener {
        private final SignalTarget target;

        LinkEvents(SignalTarget target) {
            this.target = target;
        }

        @Override
        public void onState(SfuLink.State state) {
            if (state == SfuLink.State.FAILED) {
                events.onFailed();
            }
            checkRestarted();
            events.onChange();
        }

        @Override
        public void onCandidate(SfuLink.Candidate candidate) {
            requests.accept(SignalRequest.newBuilder().setTrickle(IceMessages.write(candidate, target)));
        }

        @Override
        public void onData(byte[] payload) {
            taken(payload);
        }

        @Override
        public void onWritable() {
            events.onWritable();
        }
    }
}
