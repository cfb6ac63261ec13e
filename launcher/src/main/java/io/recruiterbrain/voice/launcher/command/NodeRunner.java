package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.Settings;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.recruiterbrain.voice.launcher.node.Node;
import io.recruiterbrain.voice.launcher.node.NodeSecrets;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts a node for a command and keeps it until the process is told to end. */
final class NodeRunner {
    private enum Phase {
        STARTING,
        RUNNING,
        /** The main thread tells why and ends the process. */
        FAILED,
        /** The process was told to end, and whoever does that has the last word. */
        ENDING
    }

    private final PrintStream terminal = System.err;
    private final Waiting starting = Waiting.of("Starting");
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
    private volatile @Nullable Node node;

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
        new NodeRunner().run(change.apply(configure(options, logging)), ready);
    }

    private void run(NodeConfig config, BiConsumer<Node, Double> ready) throws Exception {
        EndSignals.onEnd(this::stop);
        try {
            Node started = starting.during(() -> Node.start(config));
            node = started;
            if (phase.compareAndSet(Phase.STARTING, Phase.RUNNING)) {
                ready.accept(started, secondsSinceStart());
            }
        } catch (Exception | Error fault) {
            if (phase.getAndUpdate(NodeRunner::failed) != Phase.ENDING) {
                throw fault;
            }
        }
        // Only a signal ends the process.
        new CountDownLatch(1).await();
    }

    private EndSignals.Ending stop() {
        starting.end();
        return switch (phase.getAndUpdate(NodeRunner::ending)) {
            case STARTING -> {
                terminal.println("Stopped before it was ready.");
                // What still starts says nothing behind it. The embedded database ends with this process by itself.
                System.out.close();
                terminal.close();
                yield EndSignals.Ending.AT_ONCE;
            }
            case RUNNING -> {
                terminal.println("Stopping: running interviews end with a sentence, what was said is saved ...");
                Objects.requireNonNull(node).close();
                terminal.println("Stopped.");
                // From here on it leads nowhere: native threads of the media engine complain on it when the JVM ends.
                System.out.close();
                yield EndSignals.Ending.IN_ORDER;
            }
            case FAILED, ENDING -> EndSignals.Ending.BY_OTHERS;
        };
    }

    private static Phase failed(Phase before) {
        return before == Phase.ENDING ? before : Phase.FAILED;
    }

    private static Phase ending(Phase before) {
        return before == Phase.FAILED ? before : Phase.ENDING;
    }

    /** Since the Java program began; the script before it may have built for minutes. */
    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
