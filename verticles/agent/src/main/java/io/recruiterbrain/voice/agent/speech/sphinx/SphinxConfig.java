package io.recruiterbrain.voice.agent.speech.sphinx;

import java.time.Duration;

/**
 * How many decoders there are, and how hard each one searches.
 *
 * @param decoders candidates that can be decoded at the same time; others wait, their audio kept ({@code SPHINX_DECODERS})
 * @param backlog audio of one session that may wait for a decoder; what comes on top is dropped ({@code SPHINX_BACKLOG})
 * @param search limits of the search: what is faster hears less well
 */
public record SphinxConfig(int decoders, Duration backlog, Search search) {
    public SphinxConfig {
        require(decoders >= 1 && decoders <= 64, "SPHINX_DECODERS must be between 1 and 64");
        require(backlog.compareTo(Duration.ofSeconds(5)) >= 0, "SPHINX_BACKLOG must be at least 5 s");
    }

    /** A decoder for each core, at most eight. */
    public static SphinxConfig defaults() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new SphinxConfig(Math.clamp(cores, 1, 8), Duration.ofMinutes(2), Search.FAST);
    }

    /**
     * @param hypotheses partial hypotheses kept for each frame ({@code SPHINX_HYPOTHESES})
     * @param beam how much less probable than the best one a hypothesis may be ({@code SPHINX_BEAM})
     * @param words word ends kept for each frame ({@code SPHINX_WORDS})
     * @param wordBeam as {@code beam}, at word ends ({@code SPHINX_WORD_BEAM})
     * @param languageWeight weight of the language model against the sound ({@code SPHINX_LANGUAGE_WEIGHT})
     */
    public record Search(int hypotheses, double beam, int words, double wordBeam, double languageWeight) {
        /** Tuned for two cores. */
        public static final Search FAST = new Search(2500, 1e-55, 60, 1e-35, 8);

        public Search {
            require(hypotheses >= 100, "SPHINX_HYPOTHESES must be at least 100");
            require(words >= 5, "SPHINX_WORDS must be at least 5");
            require(beam > 0 && beam < 1, "SPHINX_BEAM must be between 0 and 1");
            require(wordBeam > 0 && wordBeam < 1, "SPHINX_WORD_BEAM must be between 0 and 1");
            require(languageWeight >= 1 && languageWeight <= 30, "SPHINX_LANGUAGE_WEIGHT must be between 1 and 30");
        }
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
