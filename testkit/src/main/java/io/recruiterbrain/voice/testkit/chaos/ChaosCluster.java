package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.Provisions;
import io.recruiterbrain.voice.testkit.node.NodeCluster;
import io.recruiterbrain.voice.testkit.node.NodePorts;
import io.recruiterbrain.voice.testkit.node.NodeProcess;
import io.recruiterbrain.voice.testkit.server.MilvusLite;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import io.recruiterbrain.voice.testkit.server.Toxiproxy;
import io.recruiterbrain.voice.testkit.server.Toxiproxy.Proxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Nodes with all roles, a PostgreSQL and a Milvus that they share, proxies on every connection between them, the servers of
 * a line, and a load balancer in front. Blocking; for one thread.
 */
public final class ChaosCluster implements AutoCloseable {
    private static final String DATABASE = "interviews";
    private static final String ROLES = "http,agent,embedding,persistence";

    private static final Duration WHOLE = Duration.ofMinutes(5);
    private static final Duration ASK_EVERY = Duration.ofMillis(200);

    /** What nodes begin as an older build where there is one; the others are today's from the start. */
    private static final int OLDER = 2;

    private final Path distribution;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<String> names;
    /** Nodes of the older build. */
    private final Set<String> outdated = new TreeSet<>();

    private final List<Proxy> storeProxies = new ArrayList<>();
    private final OutsidePostgres postgres;
    private final MilvusLite milvus;
    private final Toxiproxy toxiproxy;
    private final Line line;
    private final MemberNetwork network;
    private final NodeCluster nodes;
    private final Balancer balancer;

    /**
     * Starts all of it and returns when every node is ready.
     *
     * @param distribution the built folder
     * @param older another build's, as which the first two nodes begin; empty where all are the same
     * @param folder for data and logs
     * @param settings of every node, on top of what the cluster needs
     * @param servers that nodes call besides their stores
     */
    public static ChaosCluster start(
            Path distribution,
            Optional<Path> older,
            Path folder,
            int size,
            Map<String, String> settings,
            Line.Starter servers)
            throws IOException, InterruptedException, SQLException {
        List<String> names =
                IntStream.rangeClosed(1, size).mapToObj(i -> "node" + i).toList();
        return new ChaosCluster(distribution, older, folder, names, settings, servers);
    }

    private ChaosCluster(
            Path distribution,
            Optional<Path> older,
            Path folder,
            List<String> names,
            Map<String, String> settings,
            Line.Starter servers)
            throws IOException, InterruptedException, SQLException {
        this.distribution = distribution;
        this.names = names;
        older.ifPresent(build -> outdated.addAll(names.subList(0, OLDER)));
        boolean complete = false;
        try {
            postgres = open(OutsidePostgres.start(Provisions.get("postgres"), folder.resolve("postgres"), Map.of()));
            postgres.execute(
                    "postgres",
                    "CREATE ROLE app LOGIN PASSWORD 'app-pw'",
                    "CREATE DATABASE " + DATABASE + " OWNER app");
            milvus = open(MilvusLite.start(Files.createDirectories(folder.resolve("milvus"))));
            toxiproxy = open(Toxiproxy.start(folder.resolve("toxiproxy.log")));
            line = open(servers.start(toxiproxy, folder));
            List<NodePorts> ports = names.stream().map(name -> NodePorts.free()).toList();
            network = MemberNetwork.open(toxiproxy, names, ports, folder);
            nodes = open(new NodeCluster(distribution, folder, shared(settings)));
            for (int i = 0; i < names.size(); i++) {
                Proxy store =
                        toxiproxy.proxy(names.get(i) + "-to-postgres", "127.0.0.1:0", "127.0.0.1:" + postgres.port());
                storeProxies.add(store);
                Map<String, String> own = new HashMap<>(network.settings(i));
                own.put("POSTGRES_PORT", Integer.toString(store.port()));
                boolean isOld = outdated.contains(names.get(i));
                nodes.plan(names.get(i), isOld ? older.orElseThrow() : distribution, ROLES, ports.get(i), own);
                // Tables and collections are made by one node, as at a first rollout; an older build starts on older
                // tables only.
                if (i == 0 || isOld) {
                    nodes.launch().awaitReady();
                }
                if (i == 0) {
                    // A node that ended once leaves its class archive, with which those of its build start in half the
                    // time.
                    nodes.node(names.get(i)).terminate();
                    nodes.node(names.get(i)).awaitEnd();
                    nodes.node(names.get(i)).launch().awaitReady();
                }
            }
            nodes.launch();
            awaitWhole();
            balancer = open(Balancer.start(ports.stream().map(NodePorts::http).toList()));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private Map<String, String> shared(Map<String, String> settings) {
        Map<String, String> shared = new HashMap<>(postgres.settings("app", DATABASE));
        // "localhost" is looked up in the members' own file of names, and would be looked up in IPv6 first elsewhere.
        shared.put("POSTGRES_HOST", "localhost");
        shared.put("MILVUS_HOST", "127.0.0.1");
        shared.put("MILVUS_PORT", Integer.toString(milvus.port()));
        shared.putAll(line.settings());
        shared.put("RBV_HEAP", "640m");
        // All nodes share this machine's processors, and how busy these are is no part of the run.
        shared.put("RBV_AGENT_CPU_LIMIT", "1");
        shared.put("RBV_CLUSTER_PASSWORD", "the password of a cluster with faults");
        shared.putAll(settings);
        return shared;
    }

    /** Where candidates and recruiters reach it. */
    public URI url() {
        return balancer.url();
    }

    public List<String> names() {
        return names;
    }

    public NodeProcess node(String name) {
        return nodes.node(name);
    }

    /** {@code kill -9}. */
    public void kill(String name) throws IOException, InterruptedException {
        node(name).kill();
        network.refuse(names.indexOf(name));
    }

    /** Ends a node as an orchestrator does, and waits for its end. */
    public void stop(String name) throws IOException, InterruptedException {
        node(name).terminate();
        node(name).awaitEnd();
        network.refuse(names.indexOf(name));
    }

    /** Nodes that are still of the older build. */
    List<String> outdated() {
        return List.copyOf(outdated);
    }

    /**
     * Begins to start a node again, always as today's build, as an older one refuses tables of today's; ends every fault of
     * a network too.
     */
    public void startAgain(String name) throws IOException, InterruptedException {
        toxiproxy.heal();
        outdated.remove(name);
        node(name).replaceBy(distribution).launch();
    }

    /** Returns when every node is ready and sees all others. */
    void awaitWhole() throws IOException, InterruptedException {
        long end = System.nanoTime() + WHOLE.toNanos();
        for (String name : names) {
            NodeProcess node = node(name);
            node.awaitReady();
            while (node.metric("rbv_cluster_members") != names.size()) {
                if (System.nanoTime() > end) {
                    throw new IOException(name + " does not see all members after " + WHOLE.toMinutes() + " minutes");
                }
                LockSupport.parkNanos(ASK_EVERY.toNanos());
            }
        }
    }

    /** The database as its superuser, past every proxy. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + DATABASE + "?sslmode=disable&user=postgres";
    }

    /** No node reaches PostgreSQL: connections stay open and nothing comes back. */
    public void takePostgresAway() throws IOException, InterruptedException {
        for (Proxy store : storeProxies) {
            store.silence(Toxiproxy.Direction.UPSTREAM);
        }
    }

    public void cutOffFromPostgres(String node) throws IOException, InterruptedException {
        storeProxies.get(names.indexOf(node)).silence(Toxiproxy.Direction.UPSTREAM);
    }

    /** The servers that nodes call besides their stores. */
    public Line line() {
        return line;
    }

    public void killMilvus() throws InterruptedException {
        milvus.kill();
    }

    public void startMilvusAgain() throws IOException, InterruptedException {
        milvus.restart();
    }

    /** The others do not hear a member. */
    public void silence(String node) throws IOException, InterruptedException {
        network.silence(names.indexOf(node));
    }

    /** A member does not hear the others. */
    public void deafen(String node) throws IOException, InterruptedException {
        network.deafen(names.indexOf(node));
    }

    /** Ends every fault of a network. */
    public void healNetworks() throws IOException, InterruptedException {
        toxiproxy.heal();
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("not closed in order: " + e);
            }
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }
}
