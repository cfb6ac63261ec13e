package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.launcher.config.Role;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node needs of others, and of itself, before it opens. Blocking. */
final class Services {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final Duration ASK_EVERY = Duration.ofMillis(250);

    private final Bus bus;
    private final Duration patience;

    /** @param patience for all that other nodes have to bring, each */
    Services(Bus bus, Duration patience) {
        this.bus = bus;
        this.patience = patience;
    }

    /** Returns when a node of the cluster answers for a role; fails with one sentence that names it. */
    ModuleStatus await(Role role) {
        return ask(role, address(role), new FindStatus());
    }

    /** Asks a node with a role again and again until it answers: the first message between two nodes may take long. */
    <Q extends BusMessage, R extends BusMessage> R ask(Role role, Address<Q, R> address, Q request) {
        long begun = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                return bus.ask(address, request).await();
            } catch (ServiceException e) {
                if (!e.code().retryable()) {
                    throw e;
                }
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "No node answers for the role " + role.word() + " after " + patience.toSeconds()
                                + " s: start one with it in RBV_ROLES, and see that RBV_CLUSTER_NAME,"
                                + " RBV_CLUSTER_PASSWORD and RBV_CLUSTER_MEMBERS fit on both.");
            }
            if (!told) {
                told = true;
                LOG.atInfo().addKeyValue("role", role.word()).log("waiting for a node with a role");
            }
            LockSupport.parkNanos(ASK_EVERY.toNanos());
        }
    }

    private static Address<FindStatus, ModuleStatus> address(Role role) {
        return switch (role) {
            case AGENT -> FindStatus.AGENT;
            case EMBEDDING -> FindStatus.EMBEDDING;
            case PERSISTENCE -> FindStatus.PERSISTENCE;
            case HTTP -> throw new IllegalArgumentException("nobody needs the role http");
        };
    }
}
