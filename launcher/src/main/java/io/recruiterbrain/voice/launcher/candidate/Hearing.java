package io.recruiterbrain.voice.launcher.candidate;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.OptionalDouble;

/** Notes when the agent's voice is heard, by its level. */
final class Hearing {
    /** About -40 dBFS: above what codecs make of silence, below any speech. */
    private static final double AUDIBLE = 330;

    private volatile long waitingSince;
    private volatile long firstSound;

    /** 10 ms of what came from the agent; called on a media thread. */
    void accept(AudioFrame frame) {
        if (isAudible(frame)) {
            long now = System.nanoTime();
            if (waitingSince != 0 && firstSound == 0) {
                firstSound = now;
            }
        }
    }

    static boolean isAudible(AudioFrame frame) {
        double energy = 0;
        for (short sample : frame.samples()) {
            energy += (double) sample * sample;
        }
        return Math.sqrt(energy / Math.max(1, frame.samples().length)) > AUDIBLE;
    }

    /** From now on the next sound is the answer to what was said. */
    void await() {
        firstSound = 0;
        waitingSince = System.nanoTime();
    }

    /** Seconds from {@link #await} to the first sound, empty when nothing was heard. */
    OptionalDouble delay() {
        return firstSound == 0 ? OptionalDouble.empty() : OptionalDouble.of((firstSound - waitingSince) / 1e9);
    }
}
