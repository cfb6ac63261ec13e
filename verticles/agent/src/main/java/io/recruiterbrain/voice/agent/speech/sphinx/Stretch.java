package io.recruiterbrain.voice.agent.speech.sphinx;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one stretch of speech on its way from the room to a decoder: bounded, written by the room's thread, read
 * by the decoder's.
 */
final class Stretch {
    private final VoiceMean voice;
    private final int limit;
    private final Deque<short[]> audio = new ArrayDeque<>();
    private int waiting;
    private boolean ended;
    private long endedAt;

    /** @param limit samples that may wait */
    Stretch(VoiceMean voice, int limit) {
        this.voice = voice;
        this.limit = limit;
    }

    VoiceMean voice() {
        return voice;
    }

    /** Returns whether there was room for it. */
    synchronized boolean write(short[] samples) {
        if (waiting + samples.length > limit) {
            return false;
        }
        waiting += samples.length;
        audio.add(samples);
        notifyAll();
        return true;
    }

    /** @param at monotonic time in nanoseconds */
    synchronized void end(long at) {
        if (!ended) {
            ended = true;
            endedAt = at;
            notifyAll();
        }
    }

    /** Ends it at once: what was not read yet is dropped. */
    synchronized void abandon() {
        audio.clear();
        ended = true;
        notifyAll();
    }

    synchronized long endedAt() {
        return endedAt;
    }

    /** Waits for audio; absent when the stretch is over. */
    synchronized short @Nullable [] read() throws InterruptedException {
        while (audio.isEmpty() && !ended) {
            wait();
        }
        short[] samples = audio.poll();
        if (samples != null) {
            waiting -= samples.length;
        }
        return samples;
    }
}
