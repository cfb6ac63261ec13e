package io.recruiterbrain.voice.contract.status;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.List;

/**
 * What a node tells everybody about itself, each second on {@link #TOPIC}, so that the members of a cluster can be shown.
 *
 * @param roles what it runs, in configuration words such as {@code http} and {@code agent}
 * @param draining whether it is about to stop
 */
public record NodePresence(String nodeId, String version, List<String> roles, boolean draining) implements BusMessage {
    public static final String TOPIC = "node.presence";

    public NodePresence {
        Checks.text(nodeId, "nodeId", 200);
        Checks.text(version, "version", 50);
        roles = List.copyOf(roles);
    }
}
