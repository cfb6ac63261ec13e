package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.EventReader.Frame;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.vertx.core.DeploymentOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several instances of the verticle on one port are one server. */
class InstancesIT {
    @Test
    void streamsOnAllInstancesSeeTheSameEventsAndAPageThatReconnectsElsewhereWasNeverAway() throws Exception {
        try (RunningHttp http = new RunningHttp()) {
            // Given
            int port = freePort();
            HttpConfig config = RunningHttp.at("127.0.0.1", port);
            RunningHttp.await(http.vertx.deployVerticle(
                    HttpVerticle.supplier(
                            config,
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                            http.clock,
                            new SystemInfo("0.1.0", "n", Instant.EPOCH)),
                    new DeploymentOptions().setInstances(3)));
            Started started = http.start();
            UUID session = http.join(started);

            // When
            List<EventReader> readers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                                + "/api/v1/candidate/" + started.id() + "/events?session_id=" + session))
                        .header("Authorization", "Bearer " + started.token());
                // A client of its own makes a connection of its own, which goes to the next instance.
                readers.add(EventReader.open(HttpClient.newHttpClient(), request));
            }
            for (EventReader reader : readers.subList(0, 5)) {
                reader.next();
                reader.close();
            }
            http.say(started.id(), 1, Speaker.AGENT, "Hello");

            // Then
            assertThat(readers.get(5).next(2))
                    .extracting(Frame::event)
                    .containsExactly("interview.state_changed", "turn.saved");
            readers.get(5).close();
            Waiting.until(() -> http.agent.presences().getLast().presence() == Presence.DISCONNECTED);
            assertThat(http.agent.presences())
                    .extracting(ReportPresence::presence)
                    .containsOnlyOnce(Presence.DISCONNECTED);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
