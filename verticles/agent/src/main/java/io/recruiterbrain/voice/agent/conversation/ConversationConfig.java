package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import java.time.Duration;

/**
 * How one conversation hears and speaks.
 *
 * @param language BCP 47 tag the recogniser expects; {@code RBV_LANGUAGE}
 * @param voiceActivity when sound counts as speech; {@code RBV_VAD_ACTIVATION}, {@code RBV_VAD_DEACTIVATION}, {@code RBV_VAD_MIN_SPEECH}, {@code RBV_VAD_MIN_SILENCE}
 * @param beforeOnset audio kept from before speech is noticed; {@code RBV_SPEECH_BEFORE_ONSET}
 * @param longestStretch after which a stretch of speech is handed to the recogniser in parts; {@code RBV_SPEECH_LONGEST_STRETCH}
 * @param lookahead how long before the end of a sentence the next one is queued; {@code RBV_SPEECH_LOOKAHEAD}
 * @param modelTimeout how long the language model may think about one turn; {@code RBV_MODEL_TIMEOUT}
 * @param setupWait how long a page that is open may take to connect its microphone; {@code RBV_SETUP_SECONDS}
 * @param unsavedTurns most turns kept while persistence is away; {@code RBV_UNSAVED_TURNS}
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
        require(!language.isBlank(), "RBV_LANGUAGE must not be blank");
        require(!beforeOnset.isNegative() && beforeOnset.toSeconds() < 5, "RBV_SPEECH_BEFORE_ONSET must be below 5 s");
        require(
                longestStretch.toSeconds() >= 5 && longestStretch.toSeconds() <= 300,
                "RBV_SPEECH_LONGEST_STRETCH must be between 5 s and 300 s");
        require(!lookahead.isNegative() && lookahead.toSeconds() < 10, "RBV_SPEECH_LOOKAHEAD must be below 10 s");
        require(!modelTimeout.isNegative() && !modelTimeout.isZero(), "RBV_MODEL_TIMEOUT must be positive");
        require(!setupWait.isNegative(), "RBV_SETUP_SECONDS must not be negative");
        require(unsavedTurns >= 10, "RBV_UNSAVED_TURNS must be at least 10");
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
