package io.recruiterbrain.voice.agent.speech.freetts;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.TextToSpeechContractTest;
import org.junit.jupiter.api.Test;

class FreeTtsTextToSpeechIT extends TextToSpeechContractTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Override
    protected TextToSpeech open() {
        return new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), metrics);
    }

    @Test
    void theTimeToTheFirstAudioIsMeasured() throws Exception {
        // Given
        long before =
                metrics.timer("rbv.tts.first.audio", "provider", "freetts").count();

        // When
        spoken("One more question.");

        // Then
        assertThat(metrics.timer("rbv.tts.first.audio", "provider", "freetts").count())
                .isEqualTo(before + 1);
    }
}
