package io.recruiterbrain.voice.launcher.check;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.embedding.EmbeddingVerticle;
import io.recruiterbrain.voice.embedding.e5.E5Embedder;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.vector.TurnVectors;
import io.recruiterbrain.voice.persistence.vector.VectorMatch;
import io.recruiterbrain.voice.persistence.vector.VectorStore;
import io.recruiterbrain.voice.persistence.vector.lucene.LuceneVectorStore;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusCollections;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Embeds two texts and a query, and finds the right one in the vector store: a scratch one, or what Milvus keeps, which is left as it was. */
final class EmbeddingCheck {
    private final Vertx vertx;
    private final NodeConfig config;
    private @Nullable Embeddings passages;
    private @Nullable Vector query;

    EmbeddingCheck(Vertx vertx, NodeConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    String embed() throws Exception {
        EmbeddingVerticle verticle = new EmbeddingVerticle(
                config.nodeId(),
                config.embedding(),
                () -> E5Embedder.open(config.embedding(), config.dataDirectory().resolve("models")),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        String deployment = vertx.deployVerticle(verticle).await(60, TimeUnit.SECONDS);
        try {
            Embeddings made = ask(
                    EmbedTexts.Kind.PASSAGE, "We moved our data to another database.", "I like to lead small teams.");
            passages = made;
            query = ask(EmbedTexts.Kind.QUERY, "migrating storage")
                    .embeddings()
                    .getFirst()
                    .windows()
                    .getFirst();
            return made.model() + ", " + made.dimension() + " dimensions";
        } finally {
            vertx.undeploy(deployment).await(20, TimeUnit.SECONDS);
        }
    }

    String store() throws Exception {
        if (passages == null || query == null) {
            throw new IllegalStateException("not tried, because there is no embedding to store");
        }
        Path folder = Files.createTempDirectory("rbv-check");
        try {
            MilvusConfig milvus = config.persistence().milvus();
            VectorStore store = milvus == null
                    ? LuceneVectorStore.open(vertx, folder, passages.dimension())
                    : new MilvusCollections(milvus).open(vertx, passages.dimension());
            UUID interview = UUID.randomUUID();
            for (int i = 0; i < 2; i++) {
                store.upsert(List.of(new TurnVectors(
                                interview,
                                i + 1,
                                Speaker.CANDIDATE,
                                Instant.now(),
                                null,
                                null,
                                passages.model(),
                                passages.embeddings().get(i).windows())))
                        .await(10, TimeUnit.SECONDS);
            }
            SearchFilter own = new SearchFilter(interview, null, null, null, null, null);
            List<VectorMatch> found = store.search(query, own, 2).await(10, TimeUnit.SECONDS);
            store.erase(interview).await(10, TimeUnit.SECONDS);
            store.close().await(10, TimeUnit.SECONDS);
            if (found.isEmpty() || found.getFirst().turnNo() != 1) {
                throw new IllegalStateException("the nearest vector was not the right one");
            }
            return store.adapter() + " found by meaning";
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Embeddings ask(EmbedTexts.Kind kind, String... texts) throws TimeoutException {
        return new Bus(vertx)
                .ask(EmbedTexts.ADDRESS, new EmbedTexts(kind, List.of(texts)))
                .await(20, TimeUnit.SECONDS);
    }
}
