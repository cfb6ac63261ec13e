package io.recruiterbrain.voice.benchmarks;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What crossing from one member to another costs in the codec; within a member a message is handed over as it is. */
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BusCodecBenchmark {
    /** A turn of some hundred characters, or the vectors of eight texts. */
    @Param({"SaveTurn", "Embeddings"})
    public String message = "SaveTurn";

    private final MessageCodec codec = new MessageCodec();
    private BusMessage sent = saveTurn();
    private Buffer wire = Buffer.buffer();

    @Setup
    public void prepare() {
        sent = message.equals("SaveTurn") ? saveTurn() : embeddings();
        wire = encode();
    }

    @Benchmark
    public Buffer encode() {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, sent);
        return buffer;
    }

    @Benchmark
    public BusMessage decode() {
        return codec.decodeFromWire(0, wire);
    }

    private static SaveTurn saveTurn() {
        Instant start = Instant.parse("2026-01-01T10:00:00Z");
        Turn turn = new Turn(
                7,
                Speaker.CANDIDATE,
                TurnKind.ANSWER,
                new InterviewTexts().next(3).getLast(),
                start,
                start.plusSeconds(40),
                3,
                false,
                false,
                0.87,
                Map.of("e2e_latency", 0.91, "transcription_delay", 0.2));
        return new SaveTurn(new UUID(1, 2), turn);
    }

    private static Embeddings embeddings() {
        Random random = new Random(42);
        List<TextEmbedding> texts = Stream.generate(() -> new TextEmbedding(List.of(vector(random))))
                .limit(8)
                .toList();
        return new Embeddings("e5-small-v2", 384, texts);
    }

    private static Vector vector(Random random) {
        float[] values = new float[384];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() / 10;
        }
        return new Vector(values);
    }
}
