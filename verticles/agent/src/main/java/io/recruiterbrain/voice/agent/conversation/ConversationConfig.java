package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import java.time.Duration;

/**
 * How one conversation hears and speaks.
 *
 * @param language BCP 47 tag the recogniser expects
 * @param voiceActivity when sound counts as speech; {@code RBV_VAD_ACTIVATION}, {@code RBV_VAD_DEACTIVATION}, {@code RBV_VAD_MIN_SPEECH}, {@code RBV_VAD_MIN_SILENCE}
 * @param beforeOnset audio kept from before speech is noticed; {@code RBV_SPEECH_BEFORE_ONSET}
 * @param longestStretch after which a stretch of speech is handed to the recogniser in parts
 * @param lookahead how long before the end of a sentence the next one is queued
 * @param modelTimeout how long the language model may think about one turn
 * @param setupWait how long a page that is open may take to connect its microphone
 * @param unsavedTurns most turns kept in memory while persistence is away
 */
public record ConversationConfig(
        String language,
        VoiceActivity.Options voiceActivity,
        Duration beforeOnset,
        Duration longestStretch,
        Duration lookahead,
        Duration modelTimeout,
        Duration setupWait,
        int unsavedTurns) {
    public ConversationConfig {
        require(!language.isBlank(), "language must not be blank");
        require(!beforeOnset.isNegative() && beforeOnset.toSeconds() < 5, "RBV_SPEECH_BEFORE_ONSET must be below 5 s");
        require(
                longestStretch.toSeconds() >= 5 && longestStretch.toSeconds() <= 300,
                "longestStretch must be between 5 s and 300 s");
        require(!lookahead.isNegative() && lookahead.toSeconds() < 10, "lookahead must be below 10 s");
        require(!modelTimeout.isNegative() && !modelTimeout.isZero(), "modelTimeout must be positive");
        require(!setupWait.isNegative(), "setupWait must not be negative");
        require(unsavedTurns >= 10, "unsavedTurns must be at least 10");
    }

    public static ConversationConfig defaults() {
        return new ConversationConfig(
                "en-US",
                VoiceActivity.Options.DEFAULT,
                Duration.ofMillis(500),
                Duration.ofSeconds(40),
                Duration.ofMillis(600),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                2000);
    }

    private static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
