package io.recruiterbrain.voice.persistence.embedded;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL in the data folder, started and stopped with the node.
 *
 * <p>It listens on the loopback address only, on a port that was free, and asks for the password that stands in the data
 * folder. When it dies, it is started again on the same port; what it had acknowledged is still there.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final long RESTART_PAUSE_MILLIS = 200;

    /** Small machine, local disk, one client; statements and row contents stay out of the server's log. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("io_method", "sync"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse"));

    private final Cluster cluster;
    private final List<String> command;
    private final int port;
    private final Thread guard;
    private volatile ServerProcess process;
    private volatile boolean closing;

    private EmbeddedPostgres(Cluster cluster, List<String> command, int port, ServerProcess process) {
        this.cluster = cluster;
        this.command = command;
        this.port = port;
        this.process = process;
        this.guard =
                Thread.ofPlatform().daemon().name("embedded-postgres-guard").unstarted(this::keepRunning);
    }

    /** Makes the database on the first start; blocks until it answers. Fails with one sentence. */
    public static EmbeddedPostgres start(DataFolder folder, int maxConnections) {
        try {
            Cluster cluster = Cluster.open(folder.path());
            cluster.endOrphan();
            int port = freePort();
            List<String> command = command(cluster, port, maxConnections);
            ServerProcess process = ServerProcess.start(command, cluster.data(), port, cluster.log());
            EmbeddedPostgres postgres = new EmbeddedPostgres(cluster, command, port, process);
            postgres.guard.start();
            return postgres;
        } catch (IOException e) {
            throw new StartFailedException(
                    "The embedded PostgreSQL in " + folder.path() + " does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("The start of the embedded PostgreSQL was interrupted.", e);
        }
    }

    /** How to reach it. */
    public PersistenceConfig.Server server() {
        return new PersistenceConfig.Server(
                "127.0.0.1", port, Cluster.DATABASE, Cluster.USER, cluster.password(), "disable", null);
    }

    /** Major version, for example 18. */
    public String version() {
        return cluster.version();
    }

    @Override
    public void close() {
        closing = true;
        guard.interrupt();
        try {
            guard.join();
            process.stop();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("embedded postgresql could not be told to stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepRunning() {
        try {
            while (!closing) {
                process.awaitEnd();
                LOG.atWarn().addKeyValue("log", cluster.log()).log("embedded postgresql ended, starting it again");
                restart();
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("embedded postgresql is no longer guarded");
        }
    }

    private void restart() throws InterruptedException {
        while (!closing) {
            try {
                cluster.endOrphan();
                process = ServerProcess.start(command, cluster.data(), port, cluster.log());
                return;
            } catch (IOException e) {
                // Processes of the dead server may still hold its shared memory for a moment.
                LOG.atWarn().addKeyValue("cause", e.getMessage()).log("embedded postgresql does not start yet");
                Thread.sleep(RESTART_PAUSE_MILLIS);
            }
        }
    }

    private static List<String> command(Cluster cluster, int port, int maxConnections) {
        List<String> command = new ArrayList<>(cluster.program("postgres"));
        command.addAll(List.of("-D", cluster.data().toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "max_connections=" + maxConnections));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return List.copyOf(command);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where its files are; for tests and for the start banner. */
    public Path home() {
        return cluster.home();
    }
}
