package io.recruiterbrain.voice.launcher.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.AgentPorts;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.openai.OpenAiInterviewer;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.agent.resilience.Chain;
import io.recruiterbrain.voice.agent.resilience.ChainedLanguageModel;
import io.recruiterbrain.voice.agent.resilience.ChainedSpeechToText;
import io.recruiterbrain.voice.agent.resilience.ChainedTextToSpeech;
import io.recruiterbrain.voice.agent.resilience.Delay;
import io.recruiterbrain.voice.agent.resilience.RetryPolicy;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.room.direct.DirectRoomProvider;
import io.recruiterbrain.voice.agent.room.livekit.LiveKitRoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.deepgram.DeepgramSpeechToText;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.agent.speech.google.GoogleTextToSpeech;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiSpeechToText;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiTextToSpeech;
import io.recruiterbrain.voice.agent.speech.silero.SileroVoiceActivity;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.agent.speech.webrtcvad.WebRtcVoiceActivity;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Providers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The only place that knows which adapter serves which of the agent's ports. */
final class Adapters implements AutoCloseable {
    private static final Duration LEISURE = Duration.ofSeconds(90);

    private final Vertx vertx;
    private final NodeConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final MediaEngine media;
    private final Map<String, Supplier<Future<Void>>> probes = new ConcurrentHashMap<>();
    private final @Nullable SphinxSpeechToText sphinx;
    private final Chain<SpeechToText> hearing;
    private final Chain<TextToSpeech> speaking;
    private final Chain<LanguageModel> thinking;
    private final AgentPorts ports;

    /** Loads all adapters, side by side; blocks for some seconds. */
    static Adapters load(Vertx vertx, NodeConfig config, MeterRegistry metrics, Clock clock) {
        return new Adapters(vertx, config, metrics, clock);
    }

    private Adapters(Vertx vertx, NodeConfig config, MeterRegistry metrics, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        Providers chosen = config.providers();
        CompletableFuture<Map<String, TextToSpeech>> voices =
                loading("voices", () -> each(chosen.speaking(), this::voice));
        CompletableFuture<RuleBasedInterviewer> rules = loading("rules", RuleBasedInterviewer::load);
        this.media = new MediaEngine(config.media(), metrics);
        Map<String, SpeechToText> recognisers = each(chosen.hearing(), this::recogniser);
        this.sphinx = recognisers.get(Providers.SPHINX) instanceof SphinxSpeechToText embedded ? embedded : null;
        RetryPolicy policy = chosen.policy();
        this.hearing = chain("SpeechToText", recognisers, policy);
        this.speaking = chain("TextToSpeech", voices.join(), policy);
        this.thinking = chain(
                "LanguageModel",
                each(chosen.thinking(), name -> model(name, rules.join())),
                policy.withPatience(chosen.modelPatience()));
        this.ports = new AgentPorts(
                rooms(),
                new ChainedSpeechToText(hearing),
                new ChainedTextToSpeech(speaking),
                voiceActivity(),
                new ChainedLanguageModel(thinking, LEISURE));
    }

    /** Begins what takes long and is needed only once somebody speaks, unless it is only the last resort. */
    void warmUp() {
        if (sphinx != null && config.providers().hearing().getFirst().equals(Providers.SPHINX)) {
            sphinx.warmUp();
        }
    }

    AgentPorts ports() {
        return ports;
    }

    /** For each provider that was turned on, by name: proves address and key with the smallest request there is. */
    Map<String, Supplier<Future<Void>>> probes() {
        return Map.copyOf(probes);
    }

    /** What serves each port, for status and banner. */
    List<PortStatus> status() {
        Providers chosen = config.providers();
        return List.of(
                new PortStatus(
                        "Room",
                        chosen.liveKit().isPresent() ? "livekit" : "direct",
                        chosen.liveKit().isEmpty(),
                        "LIVEKIT_URL",
                        null),
                status("SpeechToText", chosen.hearing(), hearing, Providers.SPHINX, "DEEPGRAM_API_KEY"),
                status("TextToSpeech", chosen.speaking(), speaking, Providers.FREETTS, "GOOGLE_APPLICATION_CREDENTIALS"),
                new PortStatus(
                        "VoiceActivity",
                        chosen.silero().isPresent() ? "silero" : "webrtc",
                        chosen.silero().isEmpty(),
                        "SILERO_MODEL_PATH",
                        null),
                status("LanguageModel", chosen.thinking(), thinking, Providers.RULES, "OPENAI_API_KEY"));
    }

    @Override
    public void close() {
        ports.languageModel().close();
        ports.speechToText().close();
        ports.textToSpeech().close();
        ports.voiceActivity().close();
        ports.rooms().close();
        media.close();
    }

    private static PortStatus status(
            String port, List<String> order, Chain<?> chain, String embedded, String setting) {
        return new PortStatus(
                port, String.join(" > ", order), order.getFirst().equals(embedded), setting, chain.problem());
    }

    private <T> Chain<T> chain(String port, Map<String, T> providers, RetryPolicy policy) {
        return Chain.of(port, providers, policy, Delay.by(vertx), clock, metrics);
    }

    private RoomProvider rooms() {
        return config.providers()
                .liveKit()
                .<RoomProvider>map(liveKit -> {
                    LiveKitRoomProvider rooms = new LiveKitRoomProvider(vertx, media, liveKit, metrics, clock);
                    probes.put("livekit", rooms::probe);
                    return rooms;
                })
                .orElseGet(() -> new DirectRoomProvider(media));
    }

    private VoiceActivity voiceActivity() {
        return config.providers()
                .silero()
                .<VoiceActivity>map(SileroVoiceActivity::open)
                .orElseGet(WebRtcVoiceActivity::new);
    }

    private SpeechToText recogniser(String name) {
        Providers chosen = config.providers();
        return switch (name) {
            case Providers.DEEPGRAM -> {
                DeepgramSpeechToText made =
                        new DeepgramSpeechToText(vertx, chosen.deepgram().orElseThrow(), metrics);
                probes.put(name, made::probe);
                yield made;
            }
            case Providers.OPENAI_HEARING -> {
                OpenAiSpeechToText made =
                        new OpenAiSpeechToText(chosen.openAiHearing().orElseThrow(), metrics);
                probes.put(name, made::probe);
                yield made;
            }
            default -> new SphinxSpeechToText(config.sphinx(), metrics);
        };
    }

    private TextToSpeech voice(String name) {
        Providers chosen = config.providers();
        return switch (name) {
            case Providers.GOOGLE -> {
                GoogleTextToSpeech made = new GoogleTextToSpeech(chosen.google().orElseThrow(), metrics);
                probes.put(name, made::probe);
                yield made;
            }
            case Providers.OPENAI_VOICE -> {
                OpenAiTextToSpeech made =
                        new OpenAiTextToSpeech(chosen.openAiVoice().orElseThrow(), metrics);
                probes.put(name, made::probe);
                yield made;
            }
            default -> new FreeTtsTextToSpeech(config.freeTts(), metrics);
        };
    }

    private LanguageModel model(String name, RuleBasedInterviewer rules) {
        if (!name.equals(Providers.OPENAI)) {
            return rules;
        }
        OpenAiInterviewer made = new OpenAiInterviewer(config.providers().openAi().orElseThrow(), rules, metrics);
        probes.put(name, made::probe);
        return made;
    }

    private static <T> Map<String, T> each(List<String> names, Function<String, T> maker) {
        Map<String, T> made = new LinkedHashMap<>();
        names.forEach(name -> made.put(name, maker.apply(name)));
        return made;
    }

    private static <T> CompletableFuture<T> loading(String name, Supplier<T> loader) {
        CompletableFuture<T> loaded = new CompletableFuture<>();
        Thread.ofPlatform().name("load-" + name).daemon().start(() -> {
            try {
                loaded.complete(loader.get());
            } catch (RuntimeException | Error e) {
                loaded.completeExceptionally(e);
            }
        });
        return loaded;
    }
}
