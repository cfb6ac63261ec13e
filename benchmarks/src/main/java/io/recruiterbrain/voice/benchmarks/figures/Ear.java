package io.recruiterbrain.voice.benchmarks.figures;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/** Remembers when the agent's voice was heard, to 10 ms. Takes audio on a media thread, answers on any. */
final class Ear {
    /** Mean level, about -40 dBFS: above what codecs make of silence, below any speech. */
    private static final double AUDIBLE = 330;

    private static final Duration FRAME = Duration.ofMillis(10);
    /** Longer than the pauses between the words of a sentence. */
    private static final Duration GAP = Duration.ofMillis(300);

    private final Clock clock;
    private final NavigableSet<Instant> sounds = new ConcurrentSkipListSet<>();

    Ear(Clock clock) {
        this.clock = clock;
    }

    /** The next 10 ms. */
    void accept(AudioFrame frame) {
        if (isAudible(frame.samples())) {
            sounds.add(clock.instant());
        }
    }

    static boolean isAudible(short[] samples) {
        double energy = 0;
        for (short sample : samples) {
            energy += (double) sample * sample;
        }
        return Math.sqrt(energy / Math.max(1, samples.length)) > AUDIBLE;
    }

    Optional<Instant> firstSoundAfter(Instant time) {
        return Optional.ofNullable(sounds.higher(time));
    }

    boolean heardBetween(Instant from, Instant to) {
        Instant first = sounds.ceiling(from);
        return first != null && first.isBefore(to);
    }

    /** End of the speech that was under way at a time, absent when it paused just then. */
    Optional<Instant> silentFrom(Instant time) {
        Instant last = sounds.higher(time);
        if (last == null || Duration.between(time, last).compareTo(GAP) > 0) {
            return Optional.empty();
        }
        for (Instant next = sounds.higher(last);
                next != null && Duration.between(last, next).compareTo(GAP) <= 0;
                next = sounds.higher(last)) {
            last = next;
        }
        return Optional.of(last.plus(FRAME));
    }
}
