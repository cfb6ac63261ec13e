package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.status.NodePresence;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells everybody each second that this node is there and what it does. Event loop. */
final class Presence extends VerticleBase {
    private static final long EVERY_MILLIS = 1000;

    private final String nodeId;
    private final String version;
    private final List<String> roles;
    private final BooleanSupplier draining;

    Presence(String nodeId, String version, List<String> roles, BooleanSupplier draining) {
        this.nodeId = nodeId;
        this.version = version;
        this.roles = List.copyOf(roles);
        this.draining = draining;
    }

    @Override
    public Future<?> start() {
        tell();
        vertx.setPeriodic(EVERY_MILLIS, timer -> tell());
        return Future.succeededFuture();
    }

    private void tell() {
        new Bus(vertx).publish(NodePresence.TOPIC, new NodePresence(nodeId, version, roles, draining.getAsBoolean()));
    }
}
