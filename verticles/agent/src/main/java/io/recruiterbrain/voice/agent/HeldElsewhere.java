package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.lease.Lease;

/** Another owner has the lease. */
final class HeldElsewhere extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final String owner;

    HeldElsewhere(Lease lease) {
        super(ErrorCode.BUSY, "another process holds the interview: " + lease.owner());
        this.owner = lease.owner();
    }

    String owner() {
        return owner;
    }
}
