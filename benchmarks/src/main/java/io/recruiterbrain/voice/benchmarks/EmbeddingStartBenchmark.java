package io.recruiterbrain.voice.benchmarks;

import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.TokenWindow;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Loading the bundled model in a fresh JVM, and what the process weighs more with it. Linux only; one fork, since
 * counters of several are summed.
 */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "--enable-native-access=ALL-UNNAMED"})
@Measurement(iterations = 1)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EmbeddingStartBenchmark {
    private static final Path FOLDER = Path.of("target", "models");
    private static final EmbeddingConfig CONFIG = EmbeddingConfig.defaults();

    private @Nullable E5Embedder embedder;

    /** Figures beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Memory {
        /** Growth of the resident set after the load. */
        public long loadedMegabytes;

        /** The same after the longest window was embedded. */
        public long usedMegabytes;
    }

    /** Unpacks the files once, which only the very first start of an installation does. */
    @Setup(Level.Trial)
    public void unpack() throws IOException {
        if (!Files.exists(FOLDER.resolve("e5-small-v2.onnx"))) {
            E5Embedder.open(CONFIG, FOLDER).close();
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        if (embedder != null) {
            embedder.close();
        }
    }

    @Benchmark
    public E5Embedder load(Memory memory) throws IOException {
        long before = residentMegabytes();
        embedder = E5Embedder.open(CONFIG, FOLDER);
        memory.loadedMegabytes = residentMegabytes() - before;
        return embedder;
    }

    /** The load with the first use, an answer of several windows. */
    @Benchmark
    public List<Vector> loadAndUse(Memory memory) throws IOException {
        long before = residentMegabytes();
        embedder = E5Embedder.open(CONFIG, FOLDER);
        List<TokenWindow> windows = embedder.windows(Kind.PASSAGE, "We measured before we changed it. ".repeat(200));
        List<Vector> vectors = embedder.embed(windows.subList(0, 1));
        memory.usedMegabytes = residentMegabytes() - before;
        return vectors;
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
