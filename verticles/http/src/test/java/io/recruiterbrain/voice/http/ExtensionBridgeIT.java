package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExtensionBridgeIT {
    @AutoClose
    private final RunningHttp api = RunningHttp.plain();

    @Test
    void whoHasNoKeyIsRefused() {
        for (String key : List.of("", "Bearer wrong-key")) {
            assertThatThrownBy(() -> new BridgeClient(api, key))
                    .isInstanceOfSatisfying(
                            UpgradeRejectedException.class,
                            refused -> assertThat(refused.getStatus()).isEqualTo(401));
        }
    }

    @Test
    void eventsArriveAsCloudEventsAndMissedOnesCanBeAskedFor() throws Exception {
        // Given
        UUID before = api.start().id();
        BridgeClient extension = BridgeClient.connect(api);
        extension.send("register", "interview.events", null);
        extension.find(0);
        JsonObject page = extension.frame("rec").getJsonObject("body");

        // When
        UUID later = api.start().id();

        // Then
        assertThat(page.getJsonArray("events").getJsonObject(0).getString("subject"))
                .isEqualTo(before.toString());
        JsonObject event = extension.frame("rec").getJsonObject("body");
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("source")).isEqualTo("recruiterbrain-voice");
        assertThat(event.getString("type")).isEqualTo("interview.created");
        assertThat(event.getString("subject")).isEqualTo(later.toString());
        assertThat(event.getLong("sequence")).isGreaterThan(page.getLong("lastSequence"));
        assertThat(event.getString("id")).isNotBlank();
        assertThat(event.getString("time")).isNotBlank();
    }

    @Test
    void aHookIsServedFromOutside() throws Exception {
        // Given
        BridgeClient extension = BridgeClient.connect(api);
        extension.register(ScreenTurn.ADDRESS.name());

        // When
        UUID id = UUID.randomUUID();
        Future<TurnScreened> screened =
                api.bus.ask(ScreenTurn.ADDRESS, new ScreenTurn(id, 3, Speaker.CANDIDATE, "call 4711"));
        JsonObject asked = extension.frame("rec");
        assertThat(asked.getJsonObject("body").getString("text")).isEqualTo("call 4711");
        extension.send(
                "send",
                asked.getString("replyAddress"),
                new JsonObject()
                        .put("interviewId", id.toString())
                        .put("turnNo", 3)
                        .put("text", "call [number]"));

        // Then
        assertThat(screened.await(60, TimeUnit.SECONDS)).isEqualTo(new TurnScreened(id, 3, "call [number]", List.of()));
    }

    @Test
    void anAnswerThatIsNoneFailsAtOnceAndIsNotWaitedFor() throws Exception {
        // Given
        BridgeClient extension = BridgeClient.connect(api);
        extension.register(ScreenTurn.ADDRESS.name());

        // When
        Future<TurnScreened> screened =
                api.bus.ask(ScreenTurn.ADDRESS, new ScreenTurn(UUID.randomUUID(), 3, Speaker.CANDIDATE, "call 4711"));
        extension.send("send", extension.frame("rec").getString("replyAddress"), new JsonObject().put("what", "ever"));

        // Then
        assertThatThrownBy(() -> screened.await(60, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    @Test
    void otherAddressesAreRefused() throws Exception {
        // Given
        BridgeClient extension = BridgeClient.connect(api);

        // When / Then
        extension.send("register", "interview.live", null);
        assertThat(extension.frame("err").getString("body")).isEqualTo("access_denied");
        for (String address : List.of("persistence.interview.erase", "agent.supervisor.join", "interview.events")) {
            extension.send("send", address, new JsonObject());
            assertThat(extension.frame("err").getString("body")).isEqualTo("rejected");
            extension.send("publish", address, new JsonObject());
            assertThat(extension.frame("err").getString("body")).isEqualTo("rejected");
        }
        extension.send("send", "persistence.event.find", new JsonObject().put("limit", "many"));
        assertThat(extension.frame("err").getString("body")).isEqualTo("rejected");
    }
}
