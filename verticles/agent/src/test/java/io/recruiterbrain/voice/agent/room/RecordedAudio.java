package io.recruiterbrain.voice.agent.room;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Audio as it arrived, with the time of each frame's arrival. */
public final class RecordedAudio implements Consumer<AudioFrame> {
    private static final int MAX_FRAMES = 12_000;

    private final AudioFrame[] frames = new AudioFrame[MAX_FRAMES];
    private final long[] arrivals = new long[MAX_FRAMES];
    private int count;

    @Override
    public synchronized void accept(AudioFrame frame) {
        if (count < MAX_FRAMES) {
            frames[count] = frame;
            arrivals[count++] = System.nanoTime();
            notifyAll();
        }
    }

    public synchronized int frameCount() {
        return count;
    }

    /** All samples from a frame on. */
    public synchronized short[] samplesFrom(int frame) {
        int length = 0;
        for (int i = frame; i < count; i++) {
            length += frames[i].samples().length;
        }
        short[] result = new short[length];
        int at = 0;
        for (int i = frame; i < count; i++) {
            System.arraycopy(frames[i].samples(), 0, result, at, frames[i].samples().length);
            at += frames[i].samples().length;
        }
        return result;
    }

    public synchronized void awaitFrames(int number) {
        Waiting.on(this, () -> count >= number, () -> "frames were " + count);
    }

    /**
     * Waits for a run of frames, counted from one on, that all meet a condition.
     *
     * @return when the first of the run arrived, in the time of {@link System#nanoTime}
     */
    public synchronized long awaitRun(int fromFrame, int length, Predicate<AudioFrame> condition) {
        int[] start = {-1};
        Waiting.on(
                this,
                () -> {
                    start[0] = firstRun(fromFrame, length, condition);
                    return start[0] >= 0;
                },
                () -> "no such run in " + (count - fromFrame) + " frames, levels "
                        + Arrays.toString(Arrays.stream(frames, Math.max(fromFrame, count - 30), count)
                                .mapToInt(frame -> (int) Signals.level(frame))
                                .toArray()));
        return arrivals[start[0]];
    }

    private int firstRun(int from, int length, Predicate<AudioFrame> condition) {
        int run = 0;
        for (int i = from; i < count; i++) {
            run = condition.test(frames[i]) ? run + 1 : 0;
            if (run == length) {
                return i - length + 1;
            }
        }
        return -1;
    }
}
