package io.recruiterbrain.voice.agent.room.livekit;

import com.google.protobuf.MessageLite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.RoomParticipantIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent asks of LiveKit's room service. The SDK's messages and tokens, but not its HTTP client, whose threads
 * would outlive us. Any thread.
 */
final class RoomAdmin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomAdmin.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final LiveKitConfig config;
    private final LiveKitTokens tokens;
    private final HttpClient http;

    RoomAdmin(Vertx vertx, LiveKitConfig config, LiveKitTokens tokens) {
        this.config = config;
        this.tokens = tokens;
        http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) TIMEOUT.toMillis()));
    }

    /** Sends somebody out of a room. That fails when they are gone already, and is not tried again. */
    void remove(String room, String identity) {
        RoomParticipantIdentity who = RoomParticipantIdentity.newBuilder()
                .setRoom(room)
                .setIdentity(identity)
                .build();
        call("RemoveParticipant", tokens.admin(room), who)
                .onFailure(fault ->
                        LOG.atWarn().addKeyValue("room", room).setCause(fault).log("a stranger could not be sent out"));
    }

    /** The smallest call that shows that address, key and secret are right. */
    Future<Void> probe(String room) {
        return call(
                        "ListRooms",
                        tokens.list(),
                        ListRoomsRequest.newBuilder().addNames(room).build())
                .mapEmpty();
    }

    @Override
    public void close() {
        http.close();
    }

    private Future<Buffer> call(String method, String token, MessageLite request) {
        RequestOptions options = new RequestOptions();
        options.setMethod(HttpMethod.POST);
        options.setAbsoluteURI(
                config.httpUrl().toString().replaceFirst("/+$", "") + "/twirp/livekit.RoomService/" + method);
        options.setTimeout(TIMEOUT.toMillis());
        options.putHeader("Authorization", "Bearer " + token);
        options.putHeader("Content-Type", "application/protobuf");
        return http.request(options)
                .compose(call -> call.send(Buffer.buffer(request.toByteArray())))
                .compose(response -> response.statusCode() == 200
                                && "application/protobuf".equals(response.getHeader("Content-Type"))
                        ? response.body()
                        : Future.failedFuture(LiveKitFaults.ofStatus(
                                response.statusCode(), new IllegalStateException("status " + response.statusCode()))))
                .recover(fault -> Future.failedFuture(LiveKitFaults.of(fault)));
    }
}
