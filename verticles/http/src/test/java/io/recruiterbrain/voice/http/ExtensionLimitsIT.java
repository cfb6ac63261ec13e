package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which extensions are refused or cut off, while the others go on. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtensionLimitsIT {
    private static final String OTHER_KEY = "other-key-0123456789";
    private static final Duration KEY_CHECK = Duration.ofSeconds(30);

    @AutoClose
    private final RunningHttp api = RunningHttp.plain();

    @Test
    void aFloodIsCutOffAndTheRestGoesOn() throws Exception {
        // Given
        BridgeClient extension = BridgeClient.connect(api);

        // When
        for (int i = 0; i < 1000; i++) {
            extension.find(0);
        }

        // Then
        assertThat(extension.isClosed()).isTrue();
        assertThat(extension.frames.stream()
                        .filter(frame -> frame.getString("type").equals("rec")))
                .hasSizeLessThanOrEqualTo(200);
        assertThat(cut("too_fast")).isTrue();
    }

    @Test
    void whatIsTooLongEndsItsConnectionInOneFrameAndInMany() throws Exception {
        // Given
        BridgeClient one = BridgeClient.connect(api);
        BridgeClient many = BridgeClient.connect(api);

        // When
        one.text("x".repeat(300 * 1024));
        many.textInPieces("x".repeat(300 * 1024));

        // Then
        assertThat(one.isClosed()).isTrue();
        assertThat(many.isClosed()).isTrue();
    }

    @Test
    void aRevokedKeyEndsItsConnectionWhichHearsNothingMore() throws Exception {
        // Given
        api.persistence.addApiKey(OTHER_KEY);
        BridgeClient revoked = BridgeClient.withKey(api, OTHER_KEY);
        revoked.register(InterviewEvent.TOPIC);
        BridgeClient known = BridgeClient.connect(api);
        known.register(InterviewEvent.TOPIC);

        // When
        api.persistence.removeApiKey(OTHER_KEY);
        api.clock.advance(KEY_CHECK);
        known.ping();
        revoked.ping();

        // Then
        assertThat(revoked.isClosed()).isTrue();
        publish(1, "told");
        assertThat(known.frame("rec").getJsonObject("body").getLong("sequence")).isOne();
        assertThat(revoked.frames).isEmpty();
        assertThat(cut("revoked")).isTrue();
        assertThatThrownBy(() -> BridgeClient.withKey(api, OTHER_KEY))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        refused -> assertThat(refused.getStatus()).isEqualTo(401));
    }

    @Test
    void whileNobodyKnowsWhetherAKeyIsRevokedItsConnectionStays() throws Exception {
        // Given
        BridgeClient extension = BridgeClient.connect(api);
        api.persistence.fail(ErrorCode.UNAVAILABLE);
        api.clock.advance(KEY_CHECK);

        // When
        extension.ping();
        extension.find(0);
        extension.frame("err");
        api.persistence.recover();

        // Then
        extension.settled();
        api.persistence.removeApiKey(RunningHttp.API_KEY);
        api.clock.advance(KEY_CHECK);
        extension.ping();
        assertThat(extension.isClosed()).isTrue();
    }

    @Test
    void whenThereAreThirtyTwoConnectionsTheNextWaitsUntilOneLeaves() throws Exception {
        // Given
        List<BridgeClient> extensions = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            BridgeClient extension = BridgeClient.connect(api);
            extension.settled();
            extensions.add(extension);
        }

        // When
        BridgeClient tooMany = BridgeClient.connect(api);

        // Then
        assertThat(tooMany.isClosed()).isTrue();
        assertThat(cut("too_many")).isTrue();
        extensions.getFirst().leave();
        BridgeClient.connect(api).settled();
        extensions.getLast().settled();
    }

    @Test
    void whoWasCutOffAndIsGoneTakesNoPlace() throws Exception {
        // Given
        String tooLong = "x".repeat(300 * 1024);

        // When
        for (int i = 0; i < 33; i++) {
            BridgeClient extension = BridgeClient.connect(api);
            if (i % 2 == 0) {
                extension.text(tooLong);
            } else {
                for (int frame = 0; frame <= 200; frame++) {
                    extension.ping();
                }
            }
            assertThat(extension.isClosed()).isTrue();
        }

        // Then
        BridgeClient.connect(api).settled();
    }

    @Test
    void whoDoesNotReadIsCutOffAndOthersMissNothing() throws Exception {
        // Given
        BridgeClient slow = BridgeClient.connect(api);
        slow.register(InterviewEvent.TOPIC);
        slow.stopReading();
        BridgeClient other = BridgeClient.connect(api);
        other.register(InterviewEvent.TOPIC);

        // When
        String words = "word ".repeat(10_000);
        long published = 0;
        while (!cut("too_slow")) {
            publish(++published, words);
            JsonObject event = other.frame("rec").getJsonObject("body");
            assertThat(event.getLong("sequence")).isEqualTo(published).isLessThan(2_000);
        }

        // Then
        slow.goOnReading();
        assertThat(slow.isClosed()).isTrue();
        assertThat(slow.frames).hasSizeLessThan((int) published);
        publish(++published, words);
        assertThat(other.frame("rec").getJsonObject("body").getLong("sequence")).isEqualTo(published);
    }

    private void publish(long sequence, String text) {
        api.bus.publish(
                InterviewEvent.TOPIC,
                new InterviewEvent(
                        sequence,
                        UUID.randomUUID(),
                        "turn.saved",
                        UUID.randomUUID(),
                        RunningHttp.NOW,
                        Map.of("text", text)));
    }

    private boolean cut(String reason) throws Exception {
        return api.get("/metrics").body().contains("rbv_http_extensions_cut_total{reason=\"" + reason + "\"} 1.0");
    }
}
