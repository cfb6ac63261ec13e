package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.Settings;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.recruiterbrain.voice.launcher.node.Node;
import io.recruiterbrain.voice.launcher.node.NodeSecrets;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts a node for a command and keeps it until the process is told to end. */
final class NodeRunner {
    private NodeRunner() {}

    /** Reads a node's configuration and sets logging up by it. */
    static NodeConfig configure(ConfigurationOptions options) {
        return configure(options, Logging::configure);
    }

    private static NodeConfig configure(ConfigurationOptions options, Consumer<Settings> logging) {
        Settings settings = options.load();
        logging.accept(settings);
        NodeSecrets secrets = new NodeSecrets(settings.path("RBV_DATA_DIR"));
        return new NodeConfigReader(settings, secrets::candidateLinks).read();
    }

    /**
     * Starts, tells, waits for SIGINT or SIGTERM, stops.
     *
     * @param logging how it logs
     * @param change last changes to the configuration
     * @param ready told once the node answers, with the seconds it took since the process began
     */
    static void run(
            ConfigurationOptions options,
            Consumer<Settings> logging,
            UnaryOperator<NodeConfig> change,
            BiConsumer<Node, Double> ready)
            throws Exception {
        PrintStream terminal = System.err;
        NodeConfig config = change.apply(configure(options, logging));
        AtomicReference<@Nullable Node> started = new AtomicReference<>();
        EndSignals.onEnd(() -> {
            stop(started.get(), terminal);
            // From here on it leads nowhere: native threads of the media engine complain on it when the JVM ends.
            System.out.close();
        });
        Node node = Waiting.during("Starting", () -> Node.start(config));
        started.set(node);
        ready.accept(node, secondsSinceStart());
        // Only a signal ends the process.
        new CountDownLatch(1).await();
    }

    /** @param node absent while it starts; what it has begun ends with the process then */
    private static void stop(@Nullable Node node, PrintStream terminal) {
        if (node == null) {
            terminal.println("Stopped before it was ready.");
            return;
        }
        terminal.println("Stopping: running interviews end with a sentence, what was said is saved ...");
        node.close();
        terminal.println("Stopped.");
    }

    /** Since the Java program began; the script before it may have built for minutes. */
    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
