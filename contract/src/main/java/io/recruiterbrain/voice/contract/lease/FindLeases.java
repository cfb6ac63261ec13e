package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import java.time.Duration;

/** Reads every lease that is held, of interviews that are not over, with its owner's last sign of life. */
public record FindLeases() implements BusMessage {
    public static final Address<FindLeases, HeldLeases> ADDRESS =
            new Address<>("persistence.lease.find", FindLeases.class, HeldLeases.class, Duration.ofSeconds(1));
}
