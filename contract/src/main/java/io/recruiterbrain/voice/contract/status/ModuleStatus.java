package io.recruiterbrain.voice.contract.status;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param ports the outside systems it uses
 * @param figures small numbers worth a look, for example {@code rooms}, {@code rooms_cap}, {@code outbox_depth}
 */
public record ModuleStatus(String module, String nodeId, List<PortStatus> ports, Map<String, Long> figures)
        implements BusMessage {
    /**
     * @param port name of the port, for example {@code SpeechToText}
     * @param adapter what serves it, for example {@code sphinx}
     * @param embedded whether it needs no account and no server
     * @param setting environment variable that turns the production adapter on
     * @param problem one sentence, absent while it works
     */
    public record PortStatus(
            String port,
            String adapter,
            boolean embedded,
            String setting,
            @Nullable String problem) {}

    public ModuleStatus {
        Checks.text(module, "module", 50);
        Checks.text(nodeId, "nodeId", 200);
        ports = List.copyOf(ports);
        figures = Map.copyOf(figures);
    }

    public boolean healthy() {
        return ports.stream().allMatch(port -> port.problem() == null);
    }
}
