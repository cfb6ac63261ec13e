package io.recruiterbrain.voice.launcher.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node is a member of a cluster.
 *
 * @param file values of the cluster that are no settings
 * @param password empty for none; a secret
 * @param members where others are looked for, {@code host:port} each
 * @param kubernetesDns headless service to look them up by, instead of {@code members}
 * @param tls of the event bus
 * @param startTimeout how long a start waits for roles that other nodes have
 */
public record ClusterConfig(
        Path file,
        String name,
        String password,
        List<String> members,
        Optional<String> kubernetesDns,
        Endpoint membership,
        Endpoint eventBus,
        Optional<Tls> tls,
        Duration startTimeout) {
    public ClusterConfig {
        members = List.copyOf(members);
    }

    /**
     * Where this node listens, and what others are told.
     *
     * @param host address or name of this machine, or {@code 0.0.0.0}
     */
    public record Endpoint(String host, int port, String publicHost, int publicPort) {
        /** Whether it listens on every address of this machine. */
        public boolean anyAddress() {
            return host.equals("0.0.0.0");
        }

        @Override
        public String toString() {
            return publicHost + ":" + publicPort;
        }
    }

    /** PEM files. */
    public record Tls(Path key, Path certificate, Path authority) {}

    @Override
    public String toString() {
        return "ClusterConfig[" + name + ", " + membership + "]";
    }
}
