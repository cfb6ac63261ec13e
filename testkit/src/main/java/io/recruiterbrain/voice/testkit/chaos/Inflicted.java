package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import java.util.Map;
import java.util.UUID;

/**
 * A fault that happened.
 *
 * @param node the one it was done to, or "all"
 * @param began {@link System#nanoTime}
 * @param mended when it was taken away again
 * @param ended when the cluster was whole again besides
 * @param fences of the interviews that the node held when it began
 */
public record Inflicted(FaultKind kind, String node, long began, long mended, long ended, Map<UUID, Long> fences) {
    public Inflicted {
        fences = Map.copyOf(fences);
    }
}
