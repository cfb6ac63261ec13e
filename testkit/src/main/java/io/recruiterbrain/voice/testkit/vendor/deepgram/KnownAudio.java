package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recognises recordings that it was given before, by their sound alone: which one it is, and how far it was said. Bears
 * lossy coding, gain, resampling and lost frames, and knows a piece out of the middle. Costs a hundredth of a true
 * recogniser; what it was not given it does not understand.
 */
public final class KnownAudio implements Recogniser {
    /** A match of fewer than some 300 ms is chance, unless it is most of the utterance. */
    private static final float LEAST = 5;

    private static final float LEAST_OF_WHOLE = 2;
    private static final double MOST_OF_IT = 0.7;
    /** Frames that a match may begin late: onsets are soft. */
    private static final int LATE = 5;

    /** Voiced frames after which utterances that fit badly are left out. */
    private static final int TRIAL = 40;

    private static final int MOST_CANDIDATES = 12;
    private static final double WORTH_KEEPING = 0.5;
    /** Voiced frames between two interim transcripts. */
    private static final int INTERIM = 10;

    private final List<KnownUtterance> utterances = new CopyOnWriteArrayList<>();

    /**
     * From now on these words are understood.
     *
     * @param text as it shall be written
     * @param samples 16 kHz mono
     */
    public void add(String text, short[] samples) {
        utterances.add(KnownUtterance.of(text, samples));
    }

    @Override
    public Segment begin(Consumer<List<HeardWord>> interim) {
        return new Listening(interim);
    }

    @Override
    public void close() {}

    private final class Listening implements Segment {
        private final Consumer<List<HeardWord>> interim;
        private final VoicedFrames frames = VoicedFrames.ofUnknownLevel();
        private final List<HeardWord> said = new ArrayList<>();
        private List<Alignment> candidates = everything();
        private int heard;
        private int untilInterim = INTERIM;
        private int reported;

        Listening(Consumer<List<HeardWord>> interim) {
            this.interim = interim;
        }

        @Override
        public void write(short[] samples) {
            frames.accept(samples, this::voiced);
        }

        private void voiced(double time, float[] shape) {
            for (Alignment candidate : candidates) {
                candidate.accept(time, shape);
            }
            if (++heard == TRIAL) {
                narrow();
            }
            Alignment best = best();
            if (best != null && best.reachedTheEnd()) {
                said.addAll(words(best, 0));
                candidates = everything();
                heard = 0;
                // Nothing may follow that would bring up the last word.
                untilInterim = 1;
            }
            if (--untilInterim == 0) {
                untilInterim = INTERIM;
                report();
            }
        }

        private void report() {
            List<HeardWord> words = new ArrayList<>(said);
            Alignment best = best();
            if (best != null) {
                words.addAll(words(best, 1));
            }
            if (words.size() != reported && !words.isEmpty()) {
                reported = words.size();
                interim.accept(List.copyOf(words));
            }
        }

        @Override
        public void end(Consumer<List<HeardWord>> words) {
            Alignment best = best();
            if (best != null) {
                said.addAll(words(best, 0));
            }
            words.accept(List.copyOf(said));
        }

        @Override
        public void abandon() {
            candidates = List.of();
        }

        private List<Alignment> everything() {
            List<Alignment> all = new ArrayList<>();
            for (KnownUtterance utterance : utterances) {
                if (utterance.length() > 0) {
                    all.add(new Alignment(utterance));
                }
            }
            return all;
        }

        private void narrow() {
            float top = candidates.stream().map(Alignment::best).reduce(0f, Math::max);
            candidates = new ArrayList<>(candidates.stream()
                    .filter(candidate -> candidate.best() >= WORTH_KEEPING * top)
                    .sorted(Comparator.comparingDouble(Alignment::best).reversed())
                    .limit(MOST_CANDIDATES)
                    .toList());
        }

        private @Nullable Alignment best() {
            return candidates.stream()
                    .filter(KnownAudio::isNoChance)
                    .max(Comparator.comparingDouble(Alignment::best))
                    .orElse(null);
        }
    }

    private static boolean isNoChance(Alignment match) {
        int matched = match.bestEnd() - match.bestStart() + 1;
        return match.best() >= LEAST
                || (match.best() >= LEAST_OF_WHOLE
                        && matched >= MOST_OF_IT * match.utterance().length());
    }

    /** @param unsure frames at the end of the match that a word must be away from */
    private static List<HeardWord> words(Alignment match, int unsure) {
        KnownUtterance utterance = match.utterance();
        double shift = match.bestTime() - utterance.time(match.bestEnd());
        List<HeardWord> words = new ArrayList<>();
        for (KnownUtterance.Place word : utterance.words()) {
            int middle = (word.first() + word.last()) / 2;
            boolean ended = unsure == 0 ? middle <= match.bestEnd() : word.last() + unsure <= match.bestEnd();
            if (middle >= match.bestStart() - LATE && ended) {
                double start = Math.max(0, utterance.time(word.first()) + shift);
                double end = Math.max(start + 0.02, utterance.time(word.last()) + shift + 0.02);
                words.add(new HeardWord(word.text(), start, end, match.confidence()));
            }
        }
        return words;
    }
}
