package io.recruiterbrain.voice.launcher.command;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.embedding.EmbeddingVerticle;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.Persistence;
import io.recruiterbrain.voice.persistence.reindex.Reindex;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = {
            "Embeds all turns anew with the configured model into a new collection, then switches to it.",
            "Use it after a change of the model. Cut off, it goes on where it was when it is run again.",
            "With the index in the data folder the node has to be stopped; start it again afterwards."
        })
public final class ReindexCommand implements Callable<Integer> {
    private static final long LOAD_SECONDS = 120;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws Exception {
        NodeConfig config = NodeRunner.configure(options);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        Vertx vertx = Vertx.vertx();
        try {
            MessageCodec.register(vertx);
            vertx.deployVerticle(new EmbeddingVerticle(
                            config.nodeId(),
                            config.embedding(),
                            () -> E5Embedder.open(
                                    config.embedding(), config.dataDirectory().resolve("models")),
                            metrics,
                            clock))
                    .await(LOAD_SECONDS, TimeUnit.SECONDS);
            Reindex.Result result = Persistence.reindex(
                    vertx,
                    config.persistence(),
                    metrics,
                    clock,
                    (turns, of) -> System.out.println(turns + " of " + of + " turns"));
            System.out.println(result.turns() + " turns are searchable by " + result.model() + " ("
                    + result.dimension() + " dimensions)"
                    + (result.resumed() == 0 ? "." : ", " + result.resumed() + " of them from an earlier run."));
            return 0;
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
    }
}
