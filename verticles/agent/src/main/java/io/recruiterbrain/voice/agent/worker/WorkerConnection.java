package io.recruiterbrain.voice.agent.worker;

import com.google.protobuf.InvalidProtocolBufferException;
import io.livekit.server.AccessToken;
import io.livekit.server.Agent;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitFaults;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import livekit.LivekitAgent.JobType;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgent.ServerMessage;
import livekit.LivekitAgent.WorkerMessage;
import livekit.LivekitAgent.WorkerPing;
import livekit.LivekitModels.ParticipantPermission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket to LiveKit's {@code /agent}, registered again after each loss, for as long as it is not closed. One
 * binary message is one {@code WorkerMessage} or {@code ServerMessage}. On one Vert.x context.
 */
final class WorkerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerConnection.class);
    private static final int LARGEST_MESSAGE = 2 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REGISTER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PING = Duration.ofSeconds(10);
    /** Without any message for so long, though it was pinged, the server is taken for gone. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final Duration DELAY_STEP = Duration.ofSeconds(2);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final WorkerConfig config;
    private final Clock clock;
    private final String version;
    private final Runnable onRegistered;
    private final Consumer<ServerMessage> onMessage;
    private final WebSocketClient client;
    private final SplittableRandom random = new SplittableRandom();
    private @Nullable ClientWebSocket socket;
    private boolean connected;
    private boolean registered;
    private boolean closed;
    private int failures;
    private long lastHeard;
    private long timer;

    /**
     * @param onRegistered after each registration
     * @param onMessage what the server asks of a registered worker
     */
    WorkerConnection(
            Vertx vertx,
            WorkerConfig config,
            Clock clock,
            String version,
            Runnable onRegistered,
            Consumer<ServerMessage> onMessage) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        this.version = version;
        this.onRegistered = onRegistered;
        this.onMessage = onMessage;
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(LARGEST_MESSAGE).setMaxMessageSize(LARGEST_MESSAGE));
    }

    /**
     * Connects. Fails when the server refuses key and secret, which waiting does not mend; a server that is away is
     * tried again and again.
     */
    Future<Void> start() {
        return connect().recover(fault -> {
            if (fault instanceof ProviderException known && known.code() == ErrorCode.PROVIDER_REJECTED) {
                close();
                return Future.failedFuture(fault);
            }
            later(fault);
            return Future.succeededFuture();
        });
    }

    boolean isRegistered() {
        return registered;
    }

    /** Sends, when registered; what is not sent then is not needed later, or sent again after the registration. */
    void send(WorkerMessage.Builder message) {
        ClientWebSocket open = socket;
        if (registered && open != null) {
            write(open, message);
        }
    }

    Future<Void> close() {
        closed = true;
        registered = false;
        vertx.cancelTimer(timer);
        ClientWebSocket open = socket;
        socket = null;
        Future<Void> gone = open == null || !connected ? Future.succeededFuture() : open.close();
        return gone.transform(done -> client.close());
    }

    private Future<Void> connect() {
        Promise<Void> answered = Promise.promise();
        ClientWebSocket opened = client.webSocket();
        socket = opened;
        opened.binaryMessageHandler(bytes -> received(opened, bytes, answered));
        opened.closeHandler(gone -> lost(opened, answered));
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        options.setAbsoluteURI(config.server().url().toString().replaceFirst("/+$", "") + "/agent");
        options.addHeader("Authorization", "Bearer " + token());
        options.setTimeout(CONNECT_TIMEOUT.toMillis());
        opened.connect(options)
                .onSuccess(upgraded -> {
                    if (!opened.equals(socket)) {
                        opened.close(); // closed while it was being opened
                        return;
                    }
                    connected = true;
                    lastHeard = System.nanoTime();
                    write(opened, WorkerMessage.newBuilder().setRegister(registration()));
                    timer = vertx.setTimer(REGISTER_TIMEOUT.toMillis(), late -> opened.close());
                })
                .onFailure(fault -> answered.tryFail(explained(fault)));
        return answered.future();
    }

    private RegisterWorkerRequest registration() {
        return RegisterWorkerRequest.newBuilder()
                .setType(JobType.JT_ROOM)
                .setAgentName(config.agentName())
                .setVersion(version)
                .setAllowedPermissions(ParticipantPermission.newBuilder()
                        .setCanSubscribe(true)
                        .setCanPublish(true)
                        .setCanPublishData(true)
                        .setCanUpdateMetadata(true))
                .build();
    }

    private void received(ClientWebSocket from, Buffer bytes, Promise<Void> answered) {
        if (!from.equals(socket)) {
            return;
        }
        lastHeard = System.nanoTime();
        ServerMessage message;
        try {
            message = ServerMessage.parseFrom(bytes.getBytes());
        } catch (InvalidProtocolBufferException e) {
            from.close();
            return;
        }
        if (message.hasRegister()) {
            failures = 0;
            registered = true;
            vertx.cancelTimer(timer);
            ping(from);
            LOG.atInfo()
                    .addKeyValue("workerId", message.getRegister().getWorkerId())
                    .addKeyValue("agentName", config.agentName())
                    .log("registered as livekit worker");
            answered.tryComplete();
            onRegistered.run();
        } else if (registered) {
            onMessage.accept(message);
        }
    }

    /** The server pings too; but only our own pings show that it answers. */
    private void ping(ClientWebSocket to) {
        timer = vertx.setTimer(PING.toMillis(), now -> {
            if (!to.equals(socket)) {
                return;
            }
            if (System.nanoTime() - lastHeard > SILENCE.toNanos()) {
                to.close();
                return;
            }
            write(to, WorkerMessage.newBuilder().setPing(WorkerPing.newBuilder().setTimestamp(clock.millis())));
            ping(to);
        });
    }

    private void lost(ClientWebSocket gone, Promise<Void> answered) {
        if (!gone.equals(socket) || closed) {
            return;
        }
        ProviderException why = new ProviderException(
                "livekit",
                ErrorCode.UNAVAILABLE,
                "LiveKit ended the worker's connection (code " + gone.closeStatusCode() + ")");
        if (!answered.tryFail(why)) {
            later(why);
        }
    }

    private void later(Throwable fault) {
        if (closed) {
            return;
        }
        registered = false;
        connected = false;
        socket = null;
        vertx.cancelTimer(timer);
        failures++;
        long most = Math.min(
                LONGEST_DELAY.toMillis(), DELAY_STEP.multipliedBy(failures).toMillis());
        long delay = most / 2 + random.nextLong(most / 2 + 1);
        LOG.atWarn()
                .addKeyValue("attempt", failures)
                .addKeyValue("delayMillis", delay)
                .addKeyValue("fault", fault.getMessage())
                .log("livekit worker is not registered");
        timer = vertx.setTimer(delay, now -> connect().onFailure(this::later));
    }

    private void write(ClientWebSocket open, WorkerMessage.Builder message) {
        open.writeBinaryMessage(Buffer.buffer(message.build().toByteArray()));
    }

    private String token() {
        AccessToken token =
                new AccessToken(config.server().apiKey(), config.server().apiSecret());
        token.setNotBefore(Date.from(clock.instant().minus(CLOCK_SKEW)));
        token.setExpiration(Date.from(clock.instant().plus(TOKEN_LIFETIME)));
        token.addGrants(new Agent(true));
        return token.toJwt();
    }

    private static ProviderException explained(Throwable fault) {
        if (fault instanceof UpgradeRejectedException refused) {
            int status = refused.getStatus();
            return status == 401 || status == 403
                    ? new ProviderException(
                            "livekit",
                            ErrorCode.PROVIDER_REJECTED,
                            "LiveKit refused this worker: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and both clocks",
                            null,
                            fault)
                    : new ProviderException(
                            "livekit",
                            ErrorCode.UNAVAILABLE,
                            "LiveKit answered a worker with status " + status
                                    + ": check that LIVEKIT_URL is a LiveKit server",
                            null,
                            fault);
        }
        return LiveKitFaults.unreachable(fault);
    }
}
