package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/**
 * Asks another owner whether it can read the leases now. An owner that cannot keep its own leases goes on only while every
 * other one says that it cannot read them either, for then nobody can take them.
 */
public record FindStoreSight(String asker) implements BusMessage {
    public FindStoreSight {
        Checks.text(asker, "asker", 300);
    }

    public static Address<FindStoreSight, StoreSight> address(String owner) {
        return new Address<>(
                "agent.supervisor.store_sight." + owner,
                FindStoreSight.class,
                StoreSight.class,
                Duration.ofMillis(500));
    }
}
