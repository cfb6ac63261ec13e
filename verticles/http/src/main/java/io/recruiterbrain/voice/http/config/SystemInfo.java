package io.recruiterbrain.voice.http.config;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;

/**
 * What this process says of itself.
 *
 * @param version of the software
 * @param nodeId unique in a cluster
 */
public record SystemInfo(String version, String nodeId, Instant startedAt) {
    public SystemInfo {
        Checks.text(version, "version", 100);
        Checks.text(nodeId, "nodeId", 200);
        Checks.present(startedAt, "startedAt");
    }
}
