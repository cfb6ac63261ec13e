package io.recruiterbrain.voice.agent.speech.silero;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.speech.Sounds;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivityContractTest;
import io.recruiterbrain.voice.testkit.Provisions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SileroVoiceActivityIT extends VoiceActivityContractTest {
    @Override
    protected VoiceActivity open() throws Exception {
        return SileroVoiceActivity.open(new SileroConfig(Provisions.get("silero")));
    }

    @Test
    void roomsThatShareTheModelHearOnlyThemselves() throws Exception {
        // Given
        SileroModel model = SileroModel.load(Provisions.get("silero"));
        List<short[]> rooms = Stream.of(1, 2, 3, 4)
                .map(seed -> Sounds.mix(
                        Sounds.music(Duration.ofSeconds(8), -20), Sounds.pinkNoise(Duration.ofSeconds(8), -25, seed)))
                .toList();
        List<List<Double>> alone =
                rooms.stream().map(room -> probabilities(model, room)).toList();

        // When
        List<CompletableFuture<List<Double>>> together = rooms.stream()
                .map(room -> CompletableFuture.supplyAsync(() -> probabilities(model, room)))
                .toList();

        // Then
        assertThat(together).extracting(CompletableFuture::join).isEqualTo(alone);
        assertThat(alone).doesNotHaveDuplicates();
        model.leave();
    }

    @Test
    void aDetectorOutlivesTheClosingOfItsModel() throws Exception {
        // Given
        VoiceActivity activity = open();
        VoiceActivity.Detector detector = activity.newDetector(VoiceActivity.Options.DEFAULT);

        // When
        activity.close();
        activity.close();

        // Then
        Sounds.frames(Sounds.silence(Duration.ofSeconds(1)))
                .forEach(frame -> assertThat(detector.accept(frame)).isNull());
        detector.close();
        detector.close();
    }

    private static List<Double> probabilities(SileroModel model, short[] audio) {
        try (SileroWindow window = new SileroWindow(model)) {
            return Stream.iterate(0, at -> at + SileroWindow.SAMPLES <= audio.length, at -> at + SileroWindow.SAMPLES)
                    .map(at -> {
                        for (int i = 0; i < SileroWindow.SAMPLES; i++) {
                            window.set(i, audio[at + i]);
                        }
                        return window.probability();
                    })
                    .toList();
        }
    }
}
