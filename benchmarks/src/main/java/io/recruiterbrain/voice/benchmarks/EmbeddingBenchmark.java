package io.recruiterbrain.voice.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.EmbeddingVerticle;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The embedding verticle over the bus, with the bundled model and default settings but for the cores. */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
public class EmbeddingBenchmark {
    private static final int PASSAGES = 32;

    /** Cores a batch may use. */
    @Param({"1", "2"})
    public int threads;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final InterviewTexts texts = new InterviewTexts();
    private int searches;

    /** Deployed means loaded. */
    @Setup(Level.Trial)
    public void deploy() {
        MessageCodec.register(vertx);
        EmbeddingConfig defaults = EmbeddingConfig.defaults();
        EmbeddingConfig config = new EmbeddingConfig(
                null, 1, threads, defaults.batchTokens(), defaults.windowOverlap(), defaults.queueTexts());
        vertx.deployVerticle(new EmbeddingVerticle(
                        "benchmark",
                        config,
                        () -> E5Embedder.open(config, Path.of("target", "models")),
                        new SimpleMeterRegistry(),
                        Clock.systemUTC()))
                .await();
    }

    @TearDown(Level.Trial)
    public void close() {
        vertx.close().await();
    }

    /** One search of a recruiter on an idle node. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Embeddings search() {
        // The number makes each one new to the memory of recent texts.
        return ask(Kind.QUERY, List.of("how do you find slow queries " + ++searches));
    }

    /** Answers to be searched later, in requests of 32; the score is texts a second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(PASSAGES)
    public Embeddings passages() {
        return ask(Kind.PASSAGE, texts.next(PASSAGES));
    }

    private Embeddings ask(Kind kind, List<String> asked) {
        return bus.ask(EmbedTexts.ADDRESS, new EmbedTexts(kind, asked)).await();
    }
}
