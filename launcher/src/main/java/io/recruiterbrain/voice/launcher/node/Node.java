package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Role;
import io.recruiterbrain.voice.launcher.config.Roles;
import io.recruiterbrain.voice.persistence.Persistence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: the modules of its roles in this process, wired. Blocking; used by the main thread only.
 *
 * <p>HTTP is deployed last and undeployed after the agent, so that nobody is let in before all answers, and pages hear
 * the closing sentence and the last event.
 */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** For each part; longer than the agent's drain. A part that does not end by itself ends with the process. */
    private static final long STOP_SECONDS = 30;

    private final NodeConfig config;
    private final Vertx vertx;
    private final Parts parts;

    /**
     * What a start brought up; a part of a role that this node has not is absent.
     *
     * @param deployments but the agent's, in the order of their start
     * @param newApiKey when this start made one
     * @param open whether the node takes requests; false from the first moment of a stop
     */
    record Parts(
            Optional<Adapters> adapters,
            Optional<Persistence> persistence,
            Optional<String> agentDeployment,
            List<String> deployments,
            Optional<String> newApiKey,
            AtomicBoolean open) {}

    Node(NodeConfig config, Vertx vertx, Parts parts) {
        this.config = config;
        this.vertx = vertx;
        this.parts = parts;
    }

    /** Starts everything; returns when the node answers. Whatever was started is stopped again when one part fails. */
    public static Node start(NodeConfig config) {
        ApiPort.requireFree(config.http());
        Starting starting = new Starting(config);
        try {
            return starting.run();
        } catch (RuntimeException | Error e) {
            starting.undo();
            throw e;
        }
    }

    public URI publicUrl() {
        return config.http().publicUrl();
    }

    /** Where this node answers on its own machine. */
    public URI localUrl() {
        boolean all =
                config.http().host().equals("0.0.0.0") || config.http().host().equals("::");
        return URI.create("http://" + (all ? "127.0.0.1" : config.http().host()) + ":"
                + config.http().port());
    }

    public Path dataDirectory() {
        return config.dataDirectory();
    }

    /** The recruiter's key when this start made one; it cannot be read again later. */
    public Optional<String> newApiKey() {
        return parts.newApiKey();
    }

    public Roles roles() {
        return config.roles();
    }

    /** Which adapter serves each port, of this node or of the one that answers for it. */
    public List<PortStatus> ports() {
        Services services = new Services(new Bus(vertx), Duration.ofSeconds(10));
        List<PortStatus> ports = new ArrayList<>();
        for (Role role : List.of(Role.AGENT, Role.EMBEDDING, Role.PERSISTENCE)) {
            if (config.roles().has(role) || config.roles().has(Role.HTTP)) {
                ports.addAll(services.await(role).ports());
            }
        }
        return ports;
    }

    /** Stops: candidates hear a closing sentence, what was said is saved, then the rest goes down. */
    @Override
    public void close() {
        parts.open().set(false);
        parts.agentDeployment().ifPresent(agent -> quietly("agent", vertx.undeploy(agent)));
        for (String deployment : parts.deployments().reversed()) {
            quietly("verticle", vertx.undeploy(deployment));
        }
        parts.adapters().ifPresent(Adapters::close);
        parts.persistence().ifPresent(persistence -> quietly("persistence", persistence.stop()));
        quietly("vertx", vertx.close());
    }

    static void quietly(String part, Future<?> stop) {
        try {
            stop.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException | TimeoutException e) {
            LOG.atWarn().addKeyValue("part", part).setCause(e).log("stop failed");
        }
    }
}
