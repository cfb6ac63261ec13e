package io.recruiterbrain.voice.launcher.check;

import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.vertx.core.Vertx;
import java.util.List;

/** The components of a node, in the order in which they are tried. */
public final class Checks {
    private Checks() {}

    /** @param vertx with the bus codec registered */
    public static List<ComponentCheck> of(NodeConfig config, Vertx vertx) {
        EmbeddingCheck embedding = new EmbeddingCheck(vertx, config);
        return List.of(
                new ComponentCheck("database", new DatabaseCheck(vertx, config)),
                new ComponentCheck("embedding", embedding::embed),
                new ComponentCheck("vectors", embedding::store),
                new ComponentCheck("speech", new SpeechCheck()),
                new ComponentCheck("language model", new LanguageModelCheck()),
                new ComponentCheck("media", new MediaCheck(config.media())));
    }
}
