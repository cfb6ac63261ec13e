package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.room.webrtc.VoiceQueue;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.ReconnectResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.UpdateSubscription;
import org.jspecify.annotations.Nullable;

/**
 * One participation in a room, from JOIN until it is left or given up: a voice is published, one track of others is
 * heard. Its signalling connection may break and be replaced by {@link #resume}. On the media engine's control thread.
 */
final class RtcSession {
    private static final Duration RESUMED = Duration.ofSeconds(15);

    /** What a session shares with those before and after it. */
    record Parts(
            MediaEngine engine,
            Signalling.Opener signals,
            VoiceQueue voice,
            int audioRate,
            Consumer<AudioFrame> audio) {}

    private final Parts parts;
    private final MediaEngine engine;
    private final SessionEvents events;
    private final ReliableOutbox outbox = new ReliableOutbox(this::sendBytes);

    private final Signalling signalling;
    private @Nullable RtcMedia media;
    private CompletableFuture<Void> resumed = CompletableFuture.completedFuture(null);
    private JoinResponse join = JoinResponse.getDefaultInstance();
    private @Nullable TrackInfo published;
    private String trackId = "";
    private String heardTrack = "";
    private boolean muted;
    private boolean over;

    RtcSession(Parts parts, SessionEvents events) {
        this.parts = parts;
        this.engine = parts.engine();
        this.events = events;
        signalling = new Signalling(engine, parts.signals(), new SignalEvents());
    }

    /** Enters the room and begins to publish the voice; fails with a ProviderException. */
    CompletableFuture<Void> join(String token) {
        return signalling.connect("", token).thenAccept(response -> {
            if (!response.hasJoin()) {
                throw LiveKitFaults.lost("it did not let the agent join");
            }
            join = response.getJoin();
            media = new RtcMedia(parts, join.getIceServersList(), this::request, new MediaEvents());
            signalling.begin(join, null);
            events.onParticipants(join.getOtherParticipantsList(), true);
            publish();
        });
    }

    /** Takes the broken session up again on a new connection; completes when media flow. */
    CompletableFuture<Void> resume(String token) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        resumed = done;
        String resumes = "&reconnect=1&sid=" + join.getParticipant().getSid();
        signalling.connect(resumes, token).whenComplete((response, fault) -> {
            if (fault != null) {
                done.completeExceptionally(fault);
            } else if (!response.hasReconnect()) {
                done.completeExceptionally(LiveKitFaults.lost("the session cannot be resumed"));
            } else {
                synchronize(response.getReconnect(), done);
            }
        });
        Runnable cancel = engine.schedule(RESUMED, () -> done.completeExceptionally(LiveKitFaults.timeout("resuming")));
        return done.whenComplete((nothing, fault) -> cancel.run());
    }

    boolean isUp() {
        return media != null && media.isUp();
    }

    /** Whether the server's operator muted our voice. */
    boolean isMuted() {
        return muted;
    }

    /** Server id of the voice's track, empty before it is published. */
    String publishedSid() {
        return published == null ? "" : published.getSid();
    }

    String participantSid() {
        return join.getParticipant().getSid();
    }

    /** Listens to this track and no longer to the one before; empty for none. */
    void listenTo(String trackSid) {
        if (!trackSid.equals(heardTrack)) {
            subscribe(heardTrack, false);
            heardTrack = trackSid;
            subscribe(trackSid, true);
        }
    }

    /** Lets audio through, or passes it over. */
    void hear(boolean on) {
        if (media != null) {
            media.hear(on);
        }
    }

    /** Sends on the reliable channel. */
    void send(DataPacket.Builder packet) {
        outbox.send(packet);
    }

    /** Asks the server for something; kept while the session is not taken up again. */
    void request(SignalRequest.Builder request) {
        signalling.request(request);
    }

    /** Mutes or unmutes our own track for all. */
    void mute(boolean on) {
        request(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(publishedSid()).setMuted(on)));
    }

    /** Ends the participation; again is harmless. Nothing is told any more. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        request(SignalRequest.newBuilder()
                .setLeave(LeaveRequest.newBuilder()
                        .setReason(DisconnectReason.CLIENT_INITIATED)
                        .setAction(LeaveRequest.Action.DISCONNECT)));
        signalling.drop();
        signalling.refuse(LiveKitFaults.lost("the room was left"));
        if (media != null) {
            media.close();
        }
        resumed.completeExceptionally(LiveKitFaults.lost("the room was left"));
    }

    /** Breaks the signalling connection as a network fault does; for tests of what follows. */
    void breakSignal() {
        signalling.drop();
        lost(Loss.RESUMABLE, LiveKitFaults.lost("broken on purpose"));
    }

    private void publish() {
        trackId = UUID.randomUUID().toString();
        request(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(trackId)
                        .setName("voice")
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)
                        .setDisableRed(true)));
        engine.schedule(Signalling.HANDSHAKE, () -> {
            if (published == null) {
                lost(Loss.RESTART, LiveKitFaults.timeout("publishing"));
            }
        });
    }

    private void published(String cid, TrackInfo track) {
        if (media != null && cid.equals(trackId) && published == null) {
            published = track;
            media.publish(cid);
        }
    }

    private void synchronize(ReconnectResponse response, CompletableFuture<Void> done) {
        RtcMedia current = media;
        if (current == null) {
            done.completeExceptionally(LiveKitFaults.lost("there was no session yet"));
            return;
        }
        // Before all else: the server compares it with what it knows.
        signalling.begin(
                join, SignalRequest.newBuilder().setSyncState(current.syncState(trackId, published, heardTrack)));
        current.restart().thenAccept(up -> {
            outbox.repeatAfter(response.getLastMessageSeq());
            done.complete(null);
        });
    }

    private void subscribe(String trackSid, boolean on) {
        if (!trackSid.isEmpty()) {
            request(SignalRequest.newBuilder()
                    .setSubscription(UpdateSubscription.newBuilder()
                            .addTrackSids(trackSid)
                            .setSubscribe(on)));
        }
    }

    private void sendBytes(byte[] packet) {
        if (media != null) {
            media.send(packet);
        }
    }

    private void lost(Loss loss, Throwable cause) {
        if (over) {
            return;
        }
        if (loss == Loss.RESUMABLE && !resumed.isDone()) {
            resumed.completeExceptionally(cause);
        } else {
            events.onLost(loss, cause);
        }
    }

    private void leave(LeaveRequest leave) {
        signalling.drop();
        lost(Loss.of(leave), LiveKitFaults.lost(leave.getReason().name()));
    }

    private void received(SignalResponse response) {
        switch (response.getMessageCase()) {
            case OFFER -> media().answer(response.getOffer());
            case ANSWER -> media().accept(response.getAnswer());
            case TRICKLE -> media().add(response.getTrickle());
            case UPDATE -> events.onParticipants(response.getUpdate().getParticipantsList(), false);
            case TRACK_PUBLISHED ->
                published(
                        response.getTrackPublished().getCid(),
                        response.getTrackPublished().getTrack());
            case TRACK_SUBSCRIBED -> events.onHeard();
            case MUTE -> {
                if (response.getMute().getSid().equals(publishedSid())) {
                    muted = response.getMute().getMuted();
                    mute(muted);
                    events.onMedia();
                }
            }
            case REFRESH_TOKEN -> events.onRefreshedToken(response.getRefreshToken());
            case LEAVE -> leave(response.getLeave());
            default -> {} // qualities, levels, and what later servers may tell
        }
    }

    private RtcMedia media() {
        if (media == null) {
            throw new IllegalStateException("media before the join");
        }
        return media;
    }

    private final class SignalEvents implements Signalling.Events {
        @Override
        public void onResponse(SignalResponse response) {
            if (!over) {
                received(response);
            }
        }

        @Override
        public void onBroken(Throwable cause) {
            lost(Loss.RESUMABLE, cause);
        }
    }

    private final class MediaEvents implements RtcMedia.Events {
        @Override
        public void onChange() {
            events.onMedia();
        }

        @Override
        public void onFailed() {
            lost(Loss.RESUMABLE, LiveKitFaults.lost("media"));
        }

        @Override
        public void onRefused(Throwable cause) {
            lost(Loss.RESTART, cause);
        }

        @Override
        public void onData(DataPacket packet) {
            events.onData(packet);
        }

        @Override
        public void onWritable() {
            outbox.repeatAfter(0);
        }
    }
}
