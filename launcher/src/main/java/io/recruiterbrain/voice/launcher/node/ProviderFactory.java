package io.recruiterbrain.voice.launcher.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.JobSource;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.openai.OpenAiInterviewer;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
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
import io.recruiterbrain.voice.agent.worker.LiveKitWorker;
import io.recruiterbrain.voice.agent.worker.WorkerConfig;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Providers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes the adapter behind a provider's name, and keeps how each of them is proven. Any thread. */
public final class ProviderFactory {
    private final Vertx vertx;
    private final NodeConfig config;
    private final Providers chosen;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<String, Supplier<Future<Void>>> probes = new ConcurrentHashMap<>();

    public ProviderFactory(Vertx vertx, NodeConfig config, MeterRegistry metrics, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.chosen = config.providers();
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * For each production adapter made since the last time, by name: proves address and key with the smallest request
     * there is.
     */
    Map<String, Supplier<Future<Void>>> takeProbes() {
        Map<String, Supplier<Future<Void>>> taken = Map.copyOf(probes);
        probes.keySet().removeAll(taken.keySet());
        return taken;
    }

    public SpeechToText recogniser(String name) {
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

    public TextToSpeech voice(String name) {
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

    /** @param rules the embedded model, which words what must not be left to another one */
    public LanguageModel model(String name, RuleBasedInterviewer rules) {
        if (!name.equals(Providers.OPENAI)) {
            return rules;
        }
        OpenAiInterviewer made = new OpenAiInterviewer(chosen.openAi().orElseThrow(), rules, metrics);
        probes.put(name, made::probe);
        return made;
    }

    public VoiceActivity voiceActivity() {
        return chosen.silero()
                .<VoiceActivity>map(silero -> {
                    // Both models of this process share the runtime's native libraries, wherever they are loaded first.
                    E5Embedder.prepareRuntime(config.dataDirectory().resolve("models"));
                    return SileroVoiceActivity.open(silero);
                })
                .orElseGet(WebRtcVoiceActivity::new);
    }

    public RoomProvider rooms(MediaEngine media) {
        return chosen.liveKit()
                .<RoomProvider>map(liveKit -> {
                    LiveKitRoomProvider made = new LiveKitRoomProvider(vertx, media, liveKit, metrics, clock);
                    probes.put("livekit", made::probe);
                    return made;
                })
                .orElseGet(() -> new DirectRoomProvider(media));
    }

    /** Jobs that a LiveKit server dispatches to this node; none without one. */
    JobSource jobs(RoomProvider rooms, String version) {
        return chosen.liveKit().isPresent() && rooms instanceof LiveKitRoomProvider liveKit
                ? new LiveKitWorker(
                        WorkerConfig.of(chosen.liveKit().get(), chosen.liveKitAgentName()),
                        liveKit::open,
                        version,
                        metrics,
                        clock)
                : JobSource.NONE;
    }
}
