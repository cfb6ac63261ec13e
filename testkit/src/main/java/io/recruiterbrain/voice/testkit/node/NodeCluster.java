package io.recruiterbrain.voice.testkit.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Several {@link NodeProcess}es in a cluster of their own on loopback. What they share besides, a PostgreSQL and a Milvus,
 * comes with the settings. Blocking; for one thread.
 */
public final class NodeCluster implements AutoCloseable {
    /** What every node lets in. */
    public static final String API_KEY = "rbv_key-of-the-nodes-in-a-cluster";

    private static final String HEAP = "256m";

    private final Path distribution;
    private final Path folder;
    private final Map<String, String> shared = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<NodeProcess> nodes = new ArrayList<>();

    private record Planned(String name, Path distribution, NodePorts ports, Map<String, String> settings) {}

    /**
     * @param distribution the built folder with {@code bin/} and {@code lib/}
     * @param folder for data and logs of all
     * @param settings that every node has: where the shared stores are, and whatever else; they win over those of a test
     */
    public NodeCluster(Path distribution, Path folder, Map<String, String> settings) {
        this.distribution = distribution;
        this.folder = folder;
        shared.putAll(Map.of(
                "RBV_CLUSTER", "true",
                "RBV_CLUSTER_NAME", "test-" + UUID.randomUUID(),
                "RBV_CLUSTER_HOST", "127.0.0.1",
                "RBV_API_KEY", API_KEY,
                "JWT_SECRET_KEY", "a secret of the nodes in a cluster of a test",
                "RBV_MEDIA_LOOPBACK_ONLY", "true",
                "RBV_HEAP", HEAP,
                "RBV_HTTP_INSTANCES", "1",
                "API_HOST", "127.0.0.1"));
        shared.putAll(settings);
    }

    /** Plans a node on ports of its own; {@link #launch} starts it. */
    public NodeCluster plan(String name, String roles, Map<String, String> settings) {
        return plan(name, roles, NodePorts.free(), settings);
    }

    /** Plans a node on ports that are known before, for a proxy in front of them. */
    public NodeCluster plan(String name, String roles, NodePorts ports, Map<String, String> settings) {
        return plan(name, distribution, roles, ports, settings);
    }

    /** Plans a node of another build than the cluster's own. */
    public NodeCluster plan(String name, Path build, String roles, NodePorts ports, Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(settings);
        own.put("RBV_ROLES", roles);
        planned.add(new Planned(name, build, ports, own));
        return this;
    }

    /** The ports of a planned node, for a proxy in front of them. */
    public NodePorts ports(String name) {
        return planned.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ports();
    }

    /** Starts all that are planned and not yet started, side by side, each knowing the addresses of all. */
    public NodeCluster launch() throws IOException {
        for (Planned node : planned.subList(nodes.size(), planned.size())) {
            NodeProcess process = new NodeProcess(
                    node.name(), node.distribution(), folder.resolve(node.name()), node.ports(), environment(node));
            nodes.add(process);
            process.launch();
        }
        return this;
    }

    /** Returns when every node is ready. */
    public NodeCluster awaitReady() throws IOException, InterruptedException {
        for (NodeProcess node : nodes) {
            node.awaitReady();
        }
        return this;
    }

    public NodeProcess node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
    }

    private Map<String, String> environment(Planned node) {
        Map<String, String> environment = new HashMap<>(shared);
        environment.putAll(Map.of(
                "RBV_NODE_ID", node.name(),
                "RBV_DATA_DIR", folder.resolve(node.name()).resolve("data").toString(),
                "API_PORT", Integer.toString(node.ports().http()),
                "RBV_CLUSTER_PORT", Integer.toString(node.ports().cluster()),
                "RBV_EVENT_BUS_PORT", Integer.toString(node.ports().bus()),
                "RBV_CLUSTER_MEMBERS",
                        planned.stream()
                                .map(member -> "127.0.0.1:" + member.ports().cluster())
                                .collect(Collectors.joining(","))));
        environment.putAll(node.settings());
        return environment;
    }
}
