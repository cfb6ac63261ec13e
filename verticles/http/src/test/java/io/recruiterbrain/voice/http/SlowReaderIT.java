package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.http.EventReader.Frame;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.HttpConfig;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who does not read costs no memory, and loses nothing that lasts. */
class SlowReaderIT {
    private static final HttpConfig.Limits SMALL =
            new HttpConfig.Limits(512 * 1024, 100_000, 100_000, 100_000, 3, 16 * 1024);

    @Test
    void aReaderThatDoesNotReadIsCutOffAndMayResume() throws Exception {
        try (RunningHttp http = new RunningHttp(plain -> RunningHttp.with(plain, SMALL))) {
            // Given
            Started started = http.start();
            try (Socket lazy = new Socket(InetAddress.getLoopbackAddress(), http.port)) {
                lazy.setReceiveBufferSize(4096);
                lazy.getOutputStream()
                        .write(("GET /api/v1/interview/" + started.id() + "/events HTTP/1.1\r\nHost: x\r\n"
                                        + "Authorization: Bearer " + RunningHttp.API_KEY + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = lazy.getInputStream();
                assertThat(in.read()).isNotNegative();

                // When
                String words = "word ".repeat(2000);
                Waiting.until(() -> {
                    http.agent.publish(new LiveUpdate.Caption(started.id(), "c-1", Speaker.CANDIDATE, words, false));
                    return metric(http, "rbv_http_event_streams_ended_total{reason=\"TOO_SLOW\"} 1.0");
                });

                // Then
                assertThat(metric(http, "rbv_http_event_streams_open 0.0")).isTrue();
            }
            http.say(started.id(), 1, Speaker.AGENT, "Question");
            try (EventReader again =
                    EventReader.open(http.client, http.asRecruiter("/api/v1/interview/" + started.id() + "/events"))) {
                assertThat(again.next(2)).extracting(Frame::event).containsExactly("interview.created", "turn.saved");
            }
        }
    }

    @Test
    void aLongHistoryIsSentAsFastAsTheReaderTakesIt() throws Exception {
        try (RunningHttp http = new RunningHttp(plain -> RunningHttp.with(plain, SMALL))) {
            // Given
            Started started = http.start();
            int turns = 450;
            for (int turn = 1; turn <= turns; turn++) {
                http.say(started.id(), turn, Speaker.CANDIDATE, "word ".repeat(1000) + turn);
            }

            // When
            try (EventReader events =
                    EventReader.open(http.client, http.asRecruiter("/api/v1/interview/" + started.id() + "/events"))) {

                // Then
                assertThat(events.next(turns + 1).getLast().payload().getInteger("turn_no"))
                        .isEqualTo(turns);
            }
        }
    }

    @Test
    void thereIsACapOnStreams() throws Exception {
        try (RunningHttp http = new RunningHttp(plain -> RunningHttp.with(plain, SMALL))) {
            // Given
            String path = "/api/v1/events";
            try (EventReader one = EventReader.open(http.client, http.asRecruiter(path));
                    EventReader two = EventReader.open(http.client, http.asRecruiter(path));
                    EventReader three = EventReader.open(http.client, http.asRecruiter(path))) {
                assertThat(one).isNotSameAs(two).isNotSameAs(three);

                // When
                var refused = http.get(path);

                // Then
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("Too many event streams");
            }
        }
    }

    private static boolean metric(RunningHttp http, String line) {
        try {
            return http.get("/metrics").body().contains(line);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
