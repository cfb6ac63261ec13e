package io.recruiterbrain.voice.launcher.config;

import io.recruiterbrain.voice.agent.model.openai.OpenAiConfig;
import io.recruiterbrain.voice.agent.resilience.RetryPolicy;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitConfig;
import io.recruiterbrain.voice.agent.speech.deepgram.DeepgramConfig;
import io.recruiterbrain.voice.agent.speech.google.GoogleTtsConfig;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiSttConfig;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiTtsConfig;
import io.recruiterbrain.voice.agent.speech.silero.SileroConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads which production adapters are turned on. One that is set halfway is a problem, never ignored in silence. */
final class ProviderReader {
    static final URI LIVEKIT_EXAMPLE = URI.create("wss://livekit.example.com");

    private final Settings settings;

    ProviderReader(Settings settings) {
        this.settings = settings;
    }

    /** Absent when something is wrong, which is noted in the settings then. */
    Optional<Providers> read() {
        Optional<DeepgramConfig> deepgram = deepgram();
        Optional<OpenAiSttConfig> openAiHearing = openAiHearing();
        Optional<GoogleTtsConfig> google = google();
        Optional<OpenAiTtsConfig> openAiVoice = openAiVoice();
        Optional<OpenAiConfig> openAi = openAi();
        Optional<SileroConfig> silero = settings.optionalText("SILERO_MODEL_PATH")
                .flatMap(path -> settings.build("Silero", () -> new SileroConfig(Path.of(path))));
        Optional<LiveKitConfig> liveKit = liveKit();
        String agentName = settings.text("LIVEKIT_AGENT_NAME");
        List<String> hearing = order(
                "RBV_STT_CHAIN",
                turnedOn(Providers.DEEPGRAM, deepgram.isPresent()),
                turnedOn(Providers.OPENAI_HEARING, openAiHearing.isPresent()),
                Providers.SPHINX);
        List<String> speaking = order(
                "RBV_TTS_CHAIN",
                turnedOn(Providers.GOOGLE, google.isPresent()),
                turnedOn(Providers.OPENAI_VOICE, openAiVoice.isPresent()),
                Providers.FREETTS);
        List<String> thinking = order("RBV_LLM_CHAIN", turnedOn(Providers.OPENAI, openAi.isPresent()), Providers.RULES);
        Duration modelPatience = settings.duration("RBV_MODEL_PATIENCE");
        Duration patience = settings.duration("RBV_PROVIDER_TIMEOUT");
        int retries = settings.number("RBV_PROVIDER_RETRIES", 0, 10);
        RetryPolicy usual = RetryPolicy.defaults();
        return settings.build(
                "providers",
                () -> new Providers(
                        deepgram,
                        openAiHearing,
                        google,
                        openAiVoice,
                        openAi,
                        silero,
                        liveKit,
                        agentName,
                        hearing,
                        speaking,
                        thinking,
                        new RetryPolicy(patience, retries, usual.firstDelay(), usual.nextDelay()),
                        modelPatience));
    }

    private Optional<DeepgramConfig> deepgram() {
        URI url = address("DEEPGRAM_URL", DeepgramConfig.DEFAULT_URL);
        String model = settings.text("DEEPGRAM_MODEL");
        String language = settings.text("DEEPGRAM_LANGUAGE");
        boolean improvement = settings.flag("DEEPGRAM_MODEL_IMPROVEMENT");
        return adapter(
                "Deepgram",
                settings.isSet("DEEPGRAM_API_KEY"),
                "DEEPGRAM_API_KEY",
                List.of("DEEPGRAM_URL", "DEEPGRAM_MODEL", "DEEPGRAM_LANGUAGE"),
                () -> DeepgramConfig.of(settings.text("DEEPGRAM_API_KEY"))
                        .withUrl(url)
                        .withModel(model, language)
                        .withModelImprovement(improvement));
    }

    private Optional<OpenAiSttConfig> openAiHearing() {
        Optional<String> key = settings.optionalText("OPENAI_STT_API_KEY");
        String url = settings.text("OPENAI_STT_BASE_URL");
        String model = settings.text("OPENAI_STT_MODEL");
        Duration timeout = settings.seconds("OPENAI_STT_TIMEOUT_SECONDS", 1, 120);
        return adapter(
                "OpenAI-compatible speech recognition",
                key.isPresent() || !url.isEmpty(),
                "OPENAI_STT_BASE_URL or OPENAI_STT_API_KEY",
                List.of("OPENAI_STT_MODEL"),
                () -> new OpenAiSttConfig(
                        url.isEmpty() ? OpenAiConfig.OPENAI.toString() : url, key.orElse(null), model, timeout));
    }

    private Optional<GoogleTtsConfig> google() {
        Optional<String> credentials = settings.optionalText("GOOGLE_APPLICATION_CREDENTIALS");
        String endpoint = settings.optionalText("GOOGLE_TTS_ENDPOINT").orElse(GoogleTtsConfig.DEFAULT_ENDPOINT);
        String voice = settings.text("GOOGLE_TTS_VOICE_NAME");
        double rate = settings.fraction("GOOGLE_TTS_SPEAKING_RATE");
        double pitch = settings.fraction("GOOGLE_TTS_PITCH");
        Duration timeout = settings.seconds("GOOGLE_TTS_TIMEOUT_SECONDS", 1, 60);
        int cache = settings.number("GOOGLE_TTS_CACHE_BYTES", 0, 1 << 30);
        return adapter(
                "Google Text-to-Speech",
                credentials.isPresent() || settings.list("RBV_TTS_CHAIN").contains(Providers.GOOGLE),
                "GOOGLE_APPLICATION_CREDENTIALS, or google in RBV_TTS_CHAIN where application-default credentials exist",
                List.of("GOOGLE_TTS_ENDPOINT", "GOOGLE_TTS_VOICE_NAME", "GOOGLE_TTS_SPEAKING_RATE", "GOOGLE_TTS_PITCH"),
                () -> new GoogleTtsConfig(
                        voice, rate, pitch, endpoint, credentials.map(Path::of).orElse(null), timeout, cache));
    }

    private Optional<OpenAiTtsConfig> openAiVoice() {
        Optional<String> key = settings.optionalText("OPENAI_TTS_API_KEY");
        String url = settings.text("OPENAI_TTS_BASE_URL");
        String model = settings.text("OPENAI_TTS_MODEL");
        String voice = settings.text("OPENAI_TTS_VOICE");
        double speed = settings.fraction("OPENAI_TTS_SPEED");
        Duration timeout = settings.seconds("OPENAI_TTS_TIMEOUT_SECONDS", 1, 120);
        return adapter(
                "OpenAI-compatible speech",
                key.isPresent() || !url.isEmpty(),
                "OPENAI_TTS_BASE_URL or OPENAI_TTS_API_KEY",
                List.of("OPENAI_TTS_MODEL", "OPENAI_TTS_VOICE"),
                () -> new OpenAiTtsConfig(
                        url.isEmpty() ? OpenAiConfig.OPENAI.toString() : url,
                        key.orElse(null),
                        model,
                        voice,
                        speed,
                        timeout));
    }

    private Optional<OpenAiConfig> openAi() {
        URI url = address("OPENAI_BASE_URL", OpenAiConfig.OPENAI);
        String model = settings.text("OPENAI_MODEL");
        double temperature = settings.fraction("OPENAI_TEMPERATURE");
        int tokens = settings.number("OPENAI_MAX_TOKENS", 100, 16_384);
        Duration timeout = settings.seconds("OPENAI_TIMEOUT_SECONDS", 1, 60);
        Optional<Double> input = price("OPENAI_PRICE_INPUT");
        Optional<Double> output = price("OPENAI_PRICE_OUTPUT");
        return adapter(
                "OpenAI",
                settings.isSet("OPENAI_API_KEY"),
                "OPENAI_API_KEY",
                List.of("OPENAI_BASE_URL", "OPENAI_MODEL", "OPENAI_TEMPERATURE", "OPENAI_MAX_TOKENS"),
                () -> new OpenAiConfig(
                        settings.text("OPENAI_API_KEY"),
                        url,
                        model,
                        temperature,
                        tokens,
                        timeout,
                        input.orElse(null),
                        output.orElse(null)));
    }

    private Optional<LiveKitConfig> liveKit() {
        String key = settings.text("LIVEKIT_API_KEY");
        String secret = settings.text("LIVEKIT_API_SECRET");
        Duration lifetime = settings.duration("LIVEKIT_TOKEN_LIFETIME");
        URI url = settings.webSocketUrl("LIVEKIT_URL", LIVEKIT_EXAMPLE);
        return adapter(
                "LiveKit",
                settings.isSet("LIVEKIT_URL"),
                "LIVEKIT_URL",
                List.of("LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_PUBLIC_URL"),
                () -> new LiveKitConfig(url, key, secret, LiveKitConfig.DEFAULT_ROOM_PREFIX, lifetime));
    }

    /** Builds an adapter's record when it is turned on; what else is set for it must not be ignored when it is not. */
    private <T> Optional<T> adapter(String what, boolean on, String turnsOn, List<String> others, Supplier<T> config) {
        if (on) {
            return settings.build(what, config);
        }
        List<String> set = others.stream().filter(settings::isSet).toList();
        if (!set.isEmpty()) {
            settings.problem(String.join(", ", set) + " is set for " + what + ", which is turned on by " + turnsOn
                    + ": set that too, or remove it");
        }
        return Optional.empty();
    }

    private URI address(String name, URI whenEmpty) {
        String text = settings.text(name);
        if (text.isEmpty()) {
            return whenEmpty;
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            settings.problem(name + " must be an address such as " + whenEmpty);
            return whenEmpty;
        }
    }

    private Optional<Double> price(String name) {
        return settings.optionalText(name).map(set -> settings.fraction(name));
    }

    private static Optional<String> turnedOn(String name, boolean on) {
        return on ? Optional.of(name) : Optional.empty();
    }

    private List<String> order(String name, Optional<String> first, String embedded) {
        return order(name, first, Optional.empty(), embedded);
    }

    /** What was chosen, or everything that is turned on with the embedded adapter last. */
    private List<String> order(String name, Optional<String> first, Optional<String> second, String embedded) {
        List<String> usual = new ArrayList<>();
        first.ifPresent(usual::add);
        second.ifPresent(usual::add);
        usual.add(embedded);
        List<String> chosen = settings.list(name).stream().distinct().toList();
        if (chosen.isEmpty()) {
            return usual;
        }
        if (!usual.containsAll(chosen)) {
            settings.problem(name + " may name, with what is configured: " + String.join(", ", usual) + "; but is "
                    + Arrays.toString(chosen.toArray()));
        }
        return chosen;
    }
}
