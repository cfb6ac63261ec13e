package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.RecordingRoomListener;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Settings that are wrong, told in a sentence that names them, by the probe and by who joins. */
class LiveKitFaultsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final MediaEngine ENGINE =
            new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
    private static final LiveKitServer SERVER = LiveKitServer.start();

    @AfterAll
    static void closeAll() {
        ENGINE.close();
        SERVER.close();
        VERTX.close().await();
    }

    @Test
    void theProbeOfARightSettingSucceeds() {
        with(
                SERVER.url(),
                LiveKitServer.API_SECRET,
                provider -> provider.probe().await());
    }

    @Test
    void aWrongSecretIsRefused() {
        with(SERVER.url(), "another-secret-of-some-32-characters", provider -> {
            assertFault(() -> provider.probe().await(), ErrorCode.PROVIDER_REJECTED, "LIVEKIT_API_SECRET");
            assertFault(() -> join(provider), ErrorCode.PROVIDER_REJECTED, "LIVEKIT_API_SECRET");
        });
    }

    @Test
    void anAddressWhereNobodyListensIsUnavailable() {
        URI nobody = URI.create("ws://127.0.0.1:1");
        with(nobody, LiveKitServer.API_SECRET, provider -> {
            assertFault(() -> provider.probe().await(), ErrorCode.UNAVAILABLE, "LIVEKIT_URL");
            assertFault(() -> join(provider), ErrorCode.UNAVAILABLE, "LIVEKIT_URL");
        });
    }

    @Test
    void anotherKindOfServerIsNamedAsTheWrongAddress() {
        HttpServer other = VERTX.createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1")
                .await();
        with(URI.create("ws://127.0.0.1:" + other.actualPort()), LiveKitServer.API_SECRET, provider -> {
            assertFault(() -> provider.probe().await(), ErrorCode.PROVIDER_REJECTED, "LIVEKIT_URL");
            assertFault(() -> join(provider), ErrorCode.PROVIDER_REJECTED, "LIVEKIT_URL");
        });
        other.close().await();
    }

    @Test
    void aServerThatIsBusyIsToldApart() {
        HttpServer busy = VERTX.createHttpServer()
                .requestHandler(request -> request.response().setStatusCode(503).end())
                .listen(0, "127.0.0.1")
                .await();
        with(
                URI.create("ws://127.0.0.1:" + busy.actualPort()),
                LiveKitServer.API_SECRET,
                provider -> assertFault(() -> join(provider), ErrorCode.BUSY, "no more participants"));
        busy.close().await();
    }

    private static void with(URI url, String secret, Consumer<LiveKitRoomProvider> step) {
        LiveKitConfig config = LiveKitConfig.of(url, LiveKitServer.API_KEY, secret);
        try (LiveKitRoomProvider provider =
                new LiveKitRoomProvider(VERTX, ENGINE, config, new SimpleMeterRegistry(), Clock.systemUTC())) {
            step.accept(provider);
        }
    }

    private static void join(LiveKitRoomProvider provider) {
        provider.open(UUID.randomUUID()).join(new RecordingRoomListener()).await();
    }

    private static void assertFault(ThrowingCallable call, ErrorCode code, String setting) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        fault -> org.assertj.core.api.Assertions.assertThat(fault.code())
                                .isEqualTo(code))
                .hasMessageContaining(setting)
                .hasMessageNotContaining(LiveKitServer.API_SECRET);
    }
}
