package io.recruiterbrain.voice.contract.status;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import java.time.Duration;

/** Asks a module how it is; each module serves an address of its own. */
public record FindStatus() implements BusMessage {
    public static final Address<FindStatus, ModuleStatus> PERSISTENCE = address("persistence");
    public static final Address<FindStatus, ModuleStatus> EMBEDDING = address("embedding");
    public static final Address<FindStatus, ModuleStatus> AGENT = address("agent");

    private static Address<FindStatus, ModuleStatus> address(String module) {
        return new Address<>(module + ".status", FindStatus.class, ModuleStatus.class, Duration.ofSeconds(2));
    }
}
