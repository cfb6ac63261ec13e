package io.recruiterbrain.voice.agent.turn;

import java.time.Duration;

/**
 * When a turn ends, when the agent stops for the candidate, and how long silence may last.
 *
 * @param completeDelay pause that ends a complete thought; {@code RBV_TURN_COMPLETE_DELAY}
 * @param unclearDelay pause that ends a thought of which the words do not tell; {@code RBV_TURN_UNCLEAR_DELAY}
 * @param openDelay pause that ends a thought left open; {@code RBV_TURN_OPEN_DELAY}
 * @param technicalPatience factor on {@code completeDelay} for technical questions; {@code RBV_TURN_TECHNICAL_PATIENCE}
 * @param finalWait how long the recogniser's last words are waited for at first; a slower recogniser is learned; {@code RBV_TURN_FINAL_WAIT}
 * @param bargeInSpeech speech that may interrupt the agent; {@code RBV_TURN_BARGE_IN_SPEECH}
 * @param bargeInWords words, backchannel not counted, that interrupt the agent; {@code RBV_TURN_BARGE_IN_WORDS}
 * @param wordlessBargeIn speech that stops the agent before any word is known; {@code RBV_TURN_WORDLESS_BARGE_IN}
 * @param falseInterruption without words for so long, the agent goes on; {@code RBV_TURN_FALSE_INTERRUPTION}
 * @param silence after which the candidate is nudged; {@code INTERVIEW_TIMEOUT_SECONDS}
 * @param typedSilence the same while the candidate answers by typing; {@code RBV_TURN_TYPED_SILENCE}
 */
public record TurnConfig(
        Duration completeDelay,
        Duration unclearDelay,
        Duration openDelay,
        double technicalPatience,
        Duration finalWait,
        Duration bargeInSpeech,
        int bargeInWords,
        Duration wordlessBargeIn,
        Duration falseInterruption,
        Duration silence,
        Duration typedSilence) {
    public TurnConfig {
        requirePositive(completeDelay, "RBV_TURN_COMPLETE_DELAY");
        requirePositive(finalWait, "RBV_TURN_FINAL_WAIT");
        requirePositive(bargeInSpeech, "RBV_TURN_BARGE_IN_SPEECH");
        requirePositive(falseInterruption, "RBV_TURN_FALSE_INTERRUPTION");
        requirePositive(silence, "INTERVIEW_TIMEOUT_SECONDS");
        requirePositive(typedSilence, "RBV_TURN_TYPED_SILENCE");
        require(
                unclearDelay.compareTo(completeDelay) >= 0,
                "RBV_TURN_UNCLEAR_DELAY must not be below RBV_TURN_COMPLETE_DELAY");
        require(openDelay.compareTo(unclearDelay) >= 0, "RBV_TURN_OPEN_DELAY must not be below RBV_TURN_UNCLEAR_DELAY");
        require(
                technicalPatience >= 1 && technicalPatience <= 5,
                "RBV_TURN_TECHNICAL_PATIENCE must be between 1 and 5");
        require(bargeInWords >= 1, "RBV_TURN_BARGE_IN_WORDS must be at least 1");
        require(
                wordlessBargeIn.compareTo(bargeInSpeech) >= 0,
                "RBV_TURN_WORDLESS_BARGE_IN must not be below RBV_TURN_BARGE_IN_SPEECH");
    }

    public static TurnConfig defaults() {
        return new TurnConfig(
                Duration.ofMillis(600),
                Duration.ofMillis(1300),
                Duration.ofSeconds(4),
                1.25,
                Duration.ofMillis(2500),
                Duration.ofMillis(500),
                2,
                Duration.ofMillis(1200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90));
    }

    private static void requirePositive(Duration value, String name) {
        require(!value.isNegative() && !value.isZero(), name + " must be positive");
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
