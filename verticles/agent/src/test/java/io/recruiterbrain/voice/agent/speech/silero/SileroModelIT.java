package io.recruiterbrain.voice.agent.speech.silero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SILERO_MODEL_PATH may wrongly name, and the sentence for it. */
class SileroModelIT {
    /** A model that gives back its one input, called {@code input} as Silero's is. */
    private static final byte[] ANOTHER_MODEL = Base64.getDecoder()
            .decode("CAg6UQoZCgVpbnB1dBIGb3V0cHV0IghJZGVudGl0eRIBZ1oXCgVpbnB1dBIOCgwIARIICgIIAQoCCAJiGAoGb3V0"
                    + "cHV0Eg4KDAgBEggKAggBCgIIAkIECgAQDQ==");

    @TempDir
    Path folder;

    @Test
    void aFileThatIsMissing() {
        assertRefused(folder.resolve("silero_vad.onnx"), "cannot read");
    }

    @Test
    void aFolder() {
        assertRefused(folder, "cannot read");
    }

    @Test
    void aFileThatIsNoModel() throws Exception {
        assertRefused(Files.writeString(folder.resolve("silero_vad.onnx"), "not a model"), "not an ONNX model");
    }

    @Test
    void anEmptyFile() throws Exception {
        assertRefused(Files.createFile(folder.resolve("silero_vad.onnx")), "SILERO_MODEL_PATH");
    }

    @Test
    void anotherModel() throws Exception {
        assertRefused(Files.write(folder.resolve("silero_vad.onnx"), ANOTHER_MODEL), "not Silero VAD");
    }

    @Test
    void noPath() {
        assertThatThrownBy(() -> new SileroConfig(Path.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SILERO_MODEL_PATH");
    }

    private static void assertRefused(Path model, String reason) {
        assertThatThrownBy(() -> SileroVoiceActivity.open(new SileroConfig(model)))
                .isInstanceOfSatisfying(ProviderException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(fault.provider()).isEqualTo("silero");
                })
                .hasMessageContaining("SILERO_MODEL_PATH")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
    }
}
