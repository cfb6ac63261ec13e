package io.recruiterbrain.voice.launcher.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.AgentPorts;
import io.recruiterbrain.voice.agent.JobSource;
import io.recruiterbrain.voice.agent.extension.ExtendedLanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.agent.resilience.Chain;
import io.recruiterbrain.voice.agent.resilience.ChainedLanguageModel;
import io.recruiterbrain.voice.agent.resilience.ChainedSpeechToText;
import io.recruiterbrain.voice.agent.resilience.ChainedTextToSpeech;
import io.recruiterbrain.voice.agent.resilience.Delay;
import io.recruiterbrain.voice.agent.resilience.RetryPolicy;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Providers;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private final ProviderFactory factory;
    private final @Nullable SphinxSpeechToText sphinx;
    private final Chain<SpeechToText> hearing;
    private final Chain<TextToSpeech> speaking;
    private final Chain<LanguageModel> thinking;
    private final AgentPorts ports;
    private final JobSource jobs;

    /** Loads all adapters, side by side, and tries the providers; blocks for some seconds. */
    static Adapters load(Vertx vertx, NodeConfig config, String version, MeterRegistry metrics, Clock clock) {
        return new Adapters(vertx, config, version, metrics, clock);
    }

    private Adapters(Vertx vertx, NodeConfig config, String version, MeterRegistry metrics, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.factory = new ProviderFactory(vertx, config, metrics, clock);
        Providers chosen = config.providers();
        CompletableFuture<Map<String, TextToSpeech>> voices =
                loading("voices", () -> each(chosen.speaking(), factory::voice));
        CompletableFuture<RuleBasedInterviewer> rules = loading("rules", RuleBasedInterviewer::load);
        Map<String, SpeechToText> recognisers = each(chosen.hearing(), factory::recogniser);
        this.sphinx = recognisers.get(Providers.SPHINX) instanceof SphinxSpeechToText embedded ? embedded : null;
        RetryPolicy policy = chosen.policy();
        this.hearing = chain("SpeechToText", recognisers, policy);
        this.speaking = chain("TextToSpeech", voices.join(), policy);
        this.thinking = chain(
                "LanguageModel",
                each(chosen.thinking(), name -> factory.model(name, rules.join())),
                policy.withPatience(chosen.modelPatience()));
        SpeechToText ears = new ChainedSpeechToText(hearing);
        TextToSpeech voice = new ChainedTextToSpeech(speaking);
        LanguageModel mind =
                new ExtendedLanguageModel(new ChainedLanguageModel(thinking, LEISURE), new Bus(vertx), clock, metrics);
        try {
            // Before the media engine, whose native threads complain when the process ends right after.
            ProviderTrial.hold(factory.takeProbes());
        } catch (RuntimeException e) {
            mind.close();
            ears.close();
            voice.close();
            throw e;
        }
        this.media = new MediaEngine(config.media(), metrics);
        this.ports = new AgentPorts(factory.rooms(media), ears, voice, factory.voiceActivity(), mind);
        this.jobs = factory.jobs(ports.rooms(), version);
    }

    /** Asks what speaks with the candidates for something small, as {@link ProviderTrial} does. */
    void tryRooms() {
        ProviderTrial.hold(factory.takeProbes());
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

    /** Jobs from outside, for the supervisor. */
    JobSource jobs() {
        return jobs;
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
                        jobs.problem()),
                status("SpeechToText", chosen.hearing(), hearing, Providers.SPHINX, "DEEPGRAM_API_KEY"),
                status(
                        "TextToSpeech",
                        chosen.speaking(),
                        speaking,
                        Providers.FREETTS,
                        "GOOGLE_APPLICATION_CREDENTIALS"),
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

    private static PortStatus status(String port, List<String> order, Chain<?> chain, String embedded, String setting) {
        return new PortStatus(
                port, String.join(" > ", order), order.getFirst().equals(embedded), setting, chain.problem());
    }

    private <T> Chain<T> chain(String port, Map<String, T> providers, RetryPolicy policy) {
        return Chain.of(port, providers, policy, Delay.by(vertx), clock, metrics);
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
