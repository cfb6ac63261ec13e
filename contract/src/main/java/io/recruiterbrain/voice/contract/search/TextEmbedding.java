package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.Checks;
import java.util.List;

/**
 * The vectors of one text, L2-normalised.
 *
 * @param windows at least one; more for a text longer than the model's window
 */
public record TextEmbedding(List<Vector> windows) {
    public TextEmbedding {
        windows = List.copyOf(windows);
        Checks.require(!windows.isEmpty(), "windows must not be empty");
    }
}
