package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;

/**
 * @param away whether the leases cannot be read now; who says so watches every lease anew, for its whole time, once they can
 */
public record StoreSight(String owner, boolean away) implements BusMessage {
    public StoreSight {
        Checks.text(owner, "owner", 300);
    }
}
