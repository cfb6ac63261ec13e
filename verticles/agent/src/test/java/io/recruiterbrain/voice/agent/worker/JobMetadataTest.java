package io.recruiterbrain.voice.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobMetadataTest {
    private static final LiveKitConfig SERVER =
            LiveKitConfig.of(URI.create("ws://127.0.0.1:7880"), "devkey", "a-secret-of-tests-that-is-long-enough");

    @Test
    void anInterviewIsFoundBesideOtherFields() {
        // Given
        UUID id = UUID.randomUUID();

        // When / Then
        assertThat(JobMetadata.interviewOf("{\"campaign\":7,\"interview_id\":\"" + id + "\"}"))
                .hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "{}",
                "{\"interview_id\":7}",
                "{\"interview_id\":\"seven\"}",
                "{\"interview_id\":null}",
                "{\"interviewId\":\"6f1c1f3e-5b8e-4a57-9b57-64a0c6a2f7a1\"}"
            })
    void whatIsNotOursIsNoInterview(String metadata) {
        assertThat(JobMetadata.interviewOf(metadata)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "ä"})
    void anAgentNameThatCannotBeAskedForIsRefusedByItsSetting(String name) {
        assertThatThrownBy(() -> WorkerConfig.of(SERVER, name)).hasMessageContaining("LIVEKIT_AGENT_NAME");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(WorkerConfig.of(SERVER, "recruiterbrain").toString()).doesNotContain(SERVER.apiSecret());
    }
}
