package io.recruiterbrain.voice.agent.room.livekit;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.Room;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Clock;
import java.util.UUID;

/** Rooms of a LiveKit server. */
public final class LiveKitRoomProvider implements RoomProvider {
    /** The server sends one frame for each message. */
    private static final int LARGEST_MESSAGE = 2 << 20;

    private static final int MOST_CONNECTIONS = 2_000;

    private final MediaEngine engine;
    private final LiveKitConfig config;
    private final LiveKitTokens tokens;
    private final MeterRegistry meters;
    private final Clock clock;
    private final WebSocketClient signals;
    private final RoomAdmin admin;

    /** @param engine belongs to whoever made it; it must be closed after this provider and its rooms */
    public LiveKitRoomProvider(
            Vertx vertx, MediaEngine engine, LiveKitConfig config, MeterRegistry meters, Clock clock) {
        this.engine = requireNonNull(engine, "engine is null");
        this.config = requireNonNull(config, "config is null");
        this.meters = requireNonNull(meters, "meters is null");
        this.clock = requireNonNull(clock, "clock is null");
        tokens = new LiveKitTokens(config, clock);
        signals = signalClient(vertx);
        admin = new RoomAdmin(vertx, config, tokens);
    }

    /** The room of our own name for an interview; it is made when the first participant joins. */
    @Override
    public Room open(UUID interviewId) {
        String room = config.roomName(interviewId);
        String identity = LiveKitConfig.agentIdentity(interviewId);
        String candidate = LiveKitConfig.candidateIdentity(interviewId);
        return new LiveKitRoom(
                parts(),
                interviewId,
                new LiveKitSeat(room, identity, candidate, tokens.agent(room, identity)),
                () -> tokens.agent(room, identity),
                stranger -> admin.remove(room, stranger));
    }

    /** A room that somebody else made. Others in it than the candidate are passed over, not sent out. */
    public Room open(UUID interviewId, LiveKitSeat seat) {
        return new LiveKitRoom(parts(), interviewId, seat, null, stranger -> {});
    }

    /** Fails, with the setting to mend, when the server cannot be reached or does not know key and secret. */
    public Future<Void> probe() {
        return admin.probe(config.roomPrefix() + "probe");
    }

    /** Rooms are left by those who opened them. */
    @Override
    public void close() {
        signals.close();
        admin.close();
    }

    static WebSocketClient signalClient(Vertx vertx) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(MOST_CONNECTIONS)
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE));
    }

    private LiveKitRoom.Parts parts() {
        return new LiveKitRoom.Parts(
                engine, clock, meters, signals, config.url().toString());
    }
}
