package io.recruiterbrain.voice.agent.speech.sphinx;

import java.time.Duration;

/**
 * How many decoders there are, and how hard each one searches.
 *
 * @param decoders candidates that can be decoded at the same time; others wait, their audio kept ({@code SPHINX_DECODERS})
 * @param backlog audio of one session that may wait for a decoder; what comes on top is dropped
 * @param search limits of the search: what is faster hears less well
 */
public record SphinxConfig(int decoders, Duration backlog, Search search) {
    public SphinxConfig {
        require(decoders >= 1 && decoders <= 64, "SPHINX_DECODERS must be between 1 and 64");
        require(backlog.compareTo(Duration.ofSeconds(5)) >= 0, "backlog must be at least 5 s");
    }

    /** A decoder for each core, at most eight. */
    public static SphinxConfig defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new SphinxConfig(Math.clamp(cores, 1, 8), Duration.ofMinutes(2), Search.FAST);
    }

    /** The same with another number of decoders. */
    public SphinxConfig withDecoders(int number) {
        return new SphinxConfig(number, backlog, search);
    }

    /**
     * @param hypotheses partial hypotheses kept for each frame
     * @param beam how much less probable than the best one a hypothesis may be
     * @param words word ends kept for each frame
     * @param wordBeam as {@code beam}, at word ends
     * @param languageWeight weight of the language model against the sound
     */
    public record Search(int hypotheses, double beam, int words, double wordBeam, double languageWeight) {
        /** Tuned for two cores. */
        public static final Search FAST = new Search(5000, 1e-50, 60, 1e-35, 8);

        public Search {
            require(hypotheses >= 100, "hypotheses must be at least 100");
            require(words >= 5, "words must be at least 5");
            require(beam > 0 && beam < 1, "beam must be between 0 and 1");
            require(wordBeam > 0 && wordBeam < 1, "wordBeam must be between 0 and 1");
            require(languageWeight >= 1 && languageWeight <= 30, "languageWeight must be between 1 and 30");
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
