package io.recruiterbrain.voice.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.testkit.server.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In front of servers that answer, are not there, or take connections and never answer. */
class BalancerIT {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() throws Exception {
        http.close();
        vertx.close().await();
    }

    @Test
    void aServerThatRefusesIsPassedOver() throws Exception {
        int here = answering("here");
        try (Balancer balancer = Balancer.start(List.of(FreePort.tcp(), here, FreePort.tcp()))) {
            for (int i = 0; i < 6; i++) {
                assertThat(ask(balancer.url(), Duration.ofMinutes(1))).isEqualTo("here");
            }
        }
    }

    @Test
    void whoWaitsForAServerThatHangsIsHungUpOnAndTheNextOneGetsAnother() throws Exception {
        int here = answering("here");
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Balancer balancer = Balancer.start(List.of(here, hanging.getLocalPort()))) {
            // When: the first connection goes to the second server
            assertThatThrownBy(() -> ask(balancer.url(), Duration.ofMinutes(1)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);

            // Then
            for (int i = 0; i < 4; i++) {
                assertThat(ask(balancer.url(), Duration.ofMinutes(1))).isEqualTo("here");
            }
        }
    }

    /** A POST, as the client would send a GET again by itself. */
    private String ask(URI base, Duration patience) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(base.resolve("/ready"))
                                .timeout(patience)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private int answering(String words) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request ->
                        request.response().putHeader("Connection", "close").end(words))
                .listen(0, "127.0.0.1")
                .await();
        return server.actualPort();
    }
}
