package io.recruiterbrain.voice.benchmarks;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.speech.silero.SileroConfig;
import io.recruiterbrain.voice.agent.speech.silero.SileroVoiceActivity;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Warmup;

/** One room's voice activity by the model of {@code SILERO_MODEL_PATH}, on one thread. */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx256m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class SileroBenchmark {
    private static final int WINDOW = 512;

    private final VoiceActivity activity =
            SileroVoiceActivity.open(new SileroConfig(Path.of(System.getenv().getOrDefault("SILERO_MODEL_PATH", ""))));
    private final VoiceActivity.Detector detector = activity.newDetector(VoiceActivity.Options.DEFAULT);
    private final AudioFrame[] frames = new AudioFrame[100];
    private int next;

    @Setup(Level.Trial)
    public void makeNoise() {
        Random random = new Random(1);
        for (int i = 0; i < frames.length; i++) {
            short[] samples = new short[WINDOW];
            for (int at = 0; at < WINDOW; at++) {
                samples[at] = (short) (random.nextGaussian() * 500);
            }
            frames[i] = new AudioFrame(samples, AudioFrame.SPEECH_RATE);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        detector.close();
        activity.close();
    }

    /** 32 ms of audio, which is one window. */
    @Benchmark
    @BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public @Nullable VoiceEvent window() {
        return detector.accept(frames[next++ % frames.length]);
    }
}
