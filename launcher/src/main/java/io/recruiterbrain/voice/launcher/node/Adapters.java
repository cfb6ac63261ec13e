package io.recruiterbrain.voice.launcher.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.AgentPorts;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.agent.room.direct.DirectRoomProvider;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.agent.speech.webrtcvad.WebRtcVoiceActivity;
import io.recruiterbrain.voice.contract.status.ModuleStatus.PortStatus;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The only place that knows which adapter serves which of the agent's ports. */
final class Adapters implements AutoCloseable {
    private final MediaEngine media;
    private final SphinxSpeechToText hearing;
    private final AgentPorts ports;

    private Adapters(MediaEngine media, SphinxSpeechToText hearing, AgentPorts ports) {
        this.media = media;
        this.hearing = hearing;
        this.ports = ports;
    }

    /** Loads all adapters, side by side; blocks for some seconds. */
    static Adapters load(NodeConfig config, MeterRegistry metrics) {
        CompletableFuture<FreeTtsTextToSpeech> voice =
                loading("freetts", () -> new FreeTtsTextToSpeech(config.freeTts(), metrics));
        CompletableFuture<RuleBasedInterviewer> model = loading("rules", RuleBasedInterviewer::load);
        MediaEngine media = new MediaEngine(config.media(), metrics);
        SphinxSpeechToText hearing = new SphinxSpeechToText(config.sphinx(), metrics);
        return new Adapters(
                media,
                hearing,
                new AgentPorts(
                        new DirectRoomProvider(media), hearing, voice.join(), new WebRtcVoiceActivity(), model.join()));
    }

    /** Begins what takes long and is needed only once somebody speaks. */
    void warmUp() {
        hearing.warmUp();
    }

    AgentPorts ports() {
        return ports;
    }

    /** What serves each port, for status and banner. */
    static List<PortStatus> status() {
        return List.of(
                new PortStatus("Room", "direct", true, "LIVEKIT_URL", null),
                new PortStatus("SpeechToText", "sphinx", true, "DEEPGRAM_API_KEY", null),
                new PortStatus("TextToSpeech", "freetts", true, "GOOGLE_APPLICATION_CREDENTIALS", null),
                new PortStatus("VoiceActivity", "webrtc", true, "SILERO_MODEL_PATH", null),
                new PortStatus("LanguageModel", "rules", true, "OPENAI_API_KEY", null));
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
