package io.recruiterbrain.voice.agent.room.livekit;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.room.webrtc.MediaFutures;
import io.recruiterbrain.voice.agent.room.webrtc.VoiceQueue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a LiveKit room in Java who has a microphone and hears the agent. For simulated candidates. It does
 * not come back by itself when its connection breaks. Any thread may call it.
 */
public final class LiveKitPeer implements AutoCloseable {
    private final MediaEngine engine;
    private final WebSocketClient signals;
    private final VoiceQueue microphone;
    private final RtcSession.Parts parts;

    private volatile Consumer<DataPacket> onData = packet -> {};
    private volatile Consumer<ParticipantInfo> onParticipant = participant -> {};

    /** Touched on the control thread only. */
    private @Nullable RtcSession session;

    /** @param rate at which {@code onVoice} takes 10 ms of the agent's voice, silence included */
    public LiveKitPeer(Vertx vertx, MediaEngine engine, URI url, int rate, Consumer<AudioFrame> onVoice) {
        this.engine = engine;
        signals = LiveKitRoomProvider.signalClient(vertx);
        microphone = engine.newVoice();
        Signalling.Opener opener = (resumes, token, listener) ->
                new SignalConnection(engine, Clock.systemUTC(), signals, url.toString(), resumes, token, listener);
        parts = new RtcSession.Parts(engine, opener, microphone, rate, onVoice);
    }

    /** Joins with a token, in place of an earlier participation; completes when the agent's voice is received. */
    public Future<Void> join(String token) {
        return MediaFutures.toVertx(engine.onControl(() -> {
            leave();
            Guest guest = new Guest();
            RtcSession entered = new RtcSession(parts, guest);
            guest.session = entered;
            session = entered;
            return entered.join(token).thenCompose(joined -> guest.connected);
        }));
    }

    /** What the candidate says, in real time; silence is sent while nothing is queued. */
    public AudioOutput microphone() {
        return microphone;
    }

    /** Mutes or unmutes the microphone for all. */
    public void mute(boolean on) {
        engine.execute(() -> {
            if (session != null) {
                session.mute(on);
                microphone.setPlaying(!on);
            }
        });
    }

    /** Leaves, as a client does that is closed. */
    @Override
    public void close() {
        if (!engine.isClosed()) {
            engine.onControl(() -> {
                leave();
                return CompletableFuture.completedFuture(null);
            });
        }
    }

    /** Takes each packet that comes, on the control thread. */
    void onData(Consumer<DataPacket> consumer) {
        onData = consumer;
    }

    /** Takes each change of another participant, on the control thread. */
    void onParticipant(Consumer<ParticipantInfo> consumer) {
        onParticipant = consumer;
    }

    /** Does something with the participation, on the control thread. */
    void with(Consumer<RtcSession> step) {
        engine.execute(() -> {
            if (session != null) {
                step.accept(session);
            }
        });
    }

    private void leave() {
        if (session != null) {
            session.close();
            session = null;
        }
        microphone.setPlaying(false);
    }

    /** One participation. */
    private final class Guest implements SessionEvents {
        private final CompletableFuture<Void> connected = new CompletableFuture<>();
        private final Map<String, ParticipantInfo> others = new HashMap<>();
        private @Nullable RtcSession session;
        private boolean heard;

        @Override
        public void onParticipants(List<ParticipantInfo> participants, boolean all) {
            participants.forEach(each -> {
                others.put(each.getIdentity(), each);
                onParticipant.accept(each);
            });
            if (session != null) {
                session.listenTo(others.values().stream()
                        .filter(each -> each.getKind() == ParticipantInfo.Kind.AGENT
                                && each.getState() == ParticipantInfo.State.ACTIVE)
                        .flatMap(each -> each.getTracksList().stream())
                        .findFirst()
                        .map(TrackInfo::getSid)
                        .orElse(""));
                session.hear(true);
            }
        }

        @Override
        public void onData(DataPacket packet) {
            onData.accept(packet);
        }

        @Override
        public void onHeard() {
            heard = true;
            onMedia();
        }

        @Override
        public void onMedia() {
            boolean up = session != null && session.isUp();
            microphone.setPlaying(up);
            if (up && heard) {
                connected.complete(null);
            }
        }

        @Override
        public void onLost(Loss loss, Throwable cause) {
            connected.completeExceptionally(cause);
            leave();
        }

        @Override
        public void onRefreshedToken(String token) {}
    }
}
