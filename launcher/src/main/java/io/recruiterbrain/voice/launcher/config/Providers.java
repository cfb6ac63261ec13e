package io.recruiterbrain.voice.launcher.config;

import io.recruiterbrain.voice.agent.model.openai.OpenAiConfig;
import io.recruiterbrain.voice.agent.resilience.RetryPolicy;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import io.recruiterbrain.voice.agent.speech.deepgram.DeepgramConfig;
import io.recruiterbrain.voice.agent.speech.google.GoogleTtsConfig;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiSttConfig;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiTtsConfig;
import io.recruiterbrain.voice.agent.speech.silero.SileroConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The production adapters of the agent that somebody turned on, and in which order providers are asked.
 *
 * @param liveKitAgentName under which the node takes dispatched jobs
 * @param hearing providers of {@code SpeechToText} by name, best first
 * @param speaking providers of {@code TextToSpeech}
 * @param thinking providers of {@code LanguageModel}
 * @param policy retries and patience
 * @param modelPatience for the first words of the language model while a candidate waits
 */
public record Providers(
        Optional<DeepgramConfig> deepgram,
        Optional<OpenAiSttConfig> openAiHearing,
        Optional<GoogleTtsConfig> google,
        Optional<OpenAiTtsConfig> openAiVoice,
        Optional<OpenAiConfig> openAi,
        Optional<SileroConfig> silero,
        Optional<LiveKitConfig> liveKit,
        String liveKitAgentName,
        List<String> hearing,
        List<String> speaking,
        List<String> thinking,
        RetryPolicy policy,
        Duration modelPatience) {
    public static final String DEEPGRAM = "deepgram";
    public static final String OPENAI_HEARING = "openai-stt";
    public static final String SPHINX = "sphinx";
    public static final String GOOGLE = "google";
    public static final String OPENAI_VOICE = "openai-tts";
    public static final String FREETTS = "freetts";
    public static final String OPENAI = "openai";
    public static final String RULES = "rules";

    public Providers {
        hearing = List.copyOf(hearing);
        speaking = List.copyOf(speaking);
        thinking = List.copyOf(thinking);
    }
}
