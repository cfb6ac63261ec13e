package io.recruiterbrain.voice.agent.speech.sphinx;

import static java.util.Objects.requireNonNull;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** First stage of a decoder's front end: a stretch's audio, with the quiet before and after that Sphinx needs. */
final class StretchSource extends BaseDataProcessor {
    /** Quiet put before every stretch. */
    static final Duration LEAD = Duration.ofMillis(100);

    private static final Duration TRAIL = Duration.ofMillis(150);
    private static final int RATE = AudioFrame.SPEECH_RATE;
    private static final int BLOCK = RATE / 100;
    /** Faint noise: digital silence has no cepstrum. */
    private static final double QUIET = 8;

    private final Random random = new Random(42);
    private @Nullable Stretch stretch;
    private Part part = Part.START;
    private long position;
    private int quietBlocks;

    private enum Part {
        START,
        LEAD,
        SPEECH,
        TRAIL,
        END
    }

    void begin(Stretch next) {
        stretch = next;
        part = Part.START;
        position = 0;
    }

    @Override
    public @Nullable Data getData() {
        return switch (part) {
            case START -> {
                part = Part.LEAD;
                quietBlocks = blocks(LEAD);
                yield new DataStartSignal(RATE);
            }
            case LEAD -> {
                if (quietBlocks-- > 0) {
                    yield quiet();
                }
                part = Part.SPEECH;
                yield getData();
            }
            case SPEECH -> {
                short[] samples = read();
                if (samples != null) {
                    yield block(samples);
                }
                part = Part.TRAIL;
                quietBlocks = blocks(TRAIL);
                yield getData();
            }
            case TRAIL -> {
                if (quietBlocks-- > 0) {
                    yield quiet();
                }
                part = Part.END;
                yield new DataEndSignal(position * 1000 / RATE);
            }
            case END -> null;
        };
    }

    private short @Nullable [] read() {
        try {
            return requireNonNull(stretch, "no stretch was begun").read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Data block(short[] samples) {
        double[] values = new double[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[i] + random.nextGaussian();
        }
        return data(values);
    }

    private Data quiet() {
        double[] values = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            values[i] = random.nextGaussian() * QUIET;
        }
        return data(values);
    }

    private Data data(double[] values) {
        DoubleData data = new DoubleData(values, RATE, position);
        position += values.length;
        return data;
    }

    private static int blocks(Duration length) {
        return (int) (length.toMillis() / 10);
    }
}
