package io.recruiterbrain.voice.agent.plan;

import java.time.Duration;

/**
 * How an interview keeps its time.
 *
 * @param softWrap share of the time after which nothing new is asked; {@code RBV_PLAN_SOFT_WRAP}
 * @param closingReserve kept free for the closing sentence
 * @param closingGrace how long before that a pause of the candidate is awaited to close in
 * @param followUps most follow-ups to one question; {@code RBV_PLAN_FOLLOW_UPS}
 * @param leastAnswer time an answer needs; without it nothing more is asked
 * @param silentQuestions questions in a row left without an answer that end the interview; {@code RBV_PLAN_SILENT_QUESTIONS}
 * @param reconnectWait how long a candidate who is away is waited for; {@code INTERVIEW_RECONNECT_SECONDS}
 * @param perWord time one spoken word is expected to take
 */
public record PlanConfig(
        double softWrap,
        Duration closingReserve,
        Duration closingGrace,
        int followUps,
        Duration leastAnswer,
        int silentQuestions,
        Duration reconnectWait,
        Duration perWord) {
    public PlanConfig {
        require(softWrap > 0.1 && softWrap <= 1, "RBV_PLAN_SOFT_WRAP must be between 0.1 and 1");
        require(closingReserve.toMillis() >= 1000, "closingReserve must be at least 1 s");
        require(
                closingReserve.plus(closingGrace).toSeconds() < 60,
                "closingReserve and closingGrace must be below 60 s together");
        require(!closingGrace.isNegative(), "closingGrace must not be negative");
        require(followUps >= 0 && followUps <= 2, "RBV_PLAN_FOLLOW_UPS must be between 0 and 2");
        require(!leastAnswer.isNegative(), "leastAnswer must not be negative");
        require(silentQuestions >= 1, "RBV_PLAN_SILENT_QUESTIONS must be at least 1");
        require(!reconnectWait.isNegative(), "INTERVIEW_RECONNECT_SECONDS must not be negative");
        require(!perWord.isNegative() && !perWord.isZero(), "perWord must be positive");
    }

    public static PlanConfig defaults() {
        return new PlanConfig(
                0.85,
                Duration.ofSeconds(12),
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(8),
                3,
                Duration.ofSeconds(120),
                Duration.ofMillis(420));
    }

    /** How long it takes to say something. */
    public Duration timeToSay(String text) {
        return perWord.multipliedBy(text.strip().split("\\s+").length);
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
