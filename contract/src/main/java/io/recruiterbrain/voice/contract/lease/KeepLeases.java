package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/** An owner's sign of life, for all leases that it holds; answered after the commit with what it holds. */
public record KeepLeases(String owner) implements BusMessage {
    public static final Address<KeepLeases, HeldLeases> ADDRESS =
            new Address<>("persistence.lease.keep", KeepLeases.class, HeldLeases.class, Duration.ofSeconds(1));

    public KeepLeases {
        Checks.text(owner, "owner", 300);
    }
}
