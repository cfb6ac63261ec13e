package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.config.Providers;
import io.recruiterbrain.voice.launcher.node.ProviderFactory;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What is tried, in order: every provider that is configured for itself, whoever would serve first. */
public final class Checks {
    private Checks() {}

    /** @param vertx with the bus codec registered */
    public static List<ComponentCheck> of(NodeConfig config, Vertx vertx) {
        EmbeddingCheck embedding = new EmbeddingCheck(vertx, config);
        ProviderFactory factory = new ProviderFactory(vertx, config, new SimpleMeterRegistry(), Clock.systemUTC());
        Providers providers = config.providers();
        List<ComponentCheck> checks = new ArrayList<>();
        checks.add(new ComponentCheck("database", new DatabaseCheck(vertx, config)));
        checks.add(new ComponentCheck("embedding", embedding::embed));
        checks.add(new ComponentCheck("vectors", embedding::store));
        providers
                .speaking()
                .forEach(name -> checks.add(new ComponentCheck(name, new VoiceCheck(() -> factory.voice(name)))));
        checks.add(new ComponentCheck(
                providers.silero().isPresent() ? "silero" : "webrtc", new VoiceActivityCheck(factory::voiceActivity)));
        providers
                .hearing()
                .forEach(
                        name -> checks.add(new ComponentCheck(name, new HearingCheck(() -> factory.recogniser(name)))));
        providers
                .thinking()
                .forEach(name -> checks.add(
                        new ComponentCheck(name, new LanguageModelCheck(rules -> factory.model(name, rules)))));
        checks.add(new ComponentCheck("media", new MediaCheck(config.media())));
        if (providers.liveKit().isPresent()) {
            checks.add(new ComponentCheck("livekit", new LiveKitCheck(config.media(), factory::rooms)));
        }
        return List.copyOf(checks);
    }
}
