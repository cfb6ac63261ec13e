package io.recruiterbrain.voice.agent.speech.silero;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the model lies.
 *
 * @param modelPath {@code SILERO_MODEL_PATH}: the file {@code silero_vad.onnx} of version 5 or 6
 */
public record SileroConfig(Path modelPath) {
    public SileroConfig {
        requireNonNull(modelPath, "SILERO_MODEL_PATH is missing");
        if (modelPath.toString().isBlank()) {
            throw new IllegalArgumentException("SILERO_MODEL_PATH is empty");
        }
    }
}
