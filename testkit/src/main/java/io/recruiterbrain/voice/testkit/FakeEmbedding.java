package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.Embeddings;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Embeds texts by counting their words in hashed places: the same words are near, nothing else is. */
public final class FakeEmbedding {
    private final int dimension;

    private FakeEmbedding(int dimension) {
        this.dimension = dimension;
    }

    /** Serves embedding and its status. */
    public static Future<FakeEmbedding> serve(Bus bus, int dimension) {
        FakeEmbedding fake = new FakeEmbedding(dimension);
        return bus.serve(EmbedTexts.ADDRESS, request -> Future.succeededFuture(fake.embed(request)))
                .compose(embedding -> bus.serve(FindStatus.EMBEDDING, request -> Future.succeededFuture(status())))
                .map(registered -> fake);
    }

    private Embeddings embed(EmbedTexts request) {
        return new Embeddings(
                "words",
                dimension,
                request.texts().stream()
                        .map(text -> new TextEmbedding(List.of(vector(text))))
                        .toList());
    }

    private Vector vector(String text) {
        float[] values = new float[dimension];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            values[Math.floorMod(word.hashCode(), dimension)] += 1;
        }
        double length = 0;
        for (float value : values) {
            length += value * value;
        }
        for (int i = 0; i < dimension; i++) {
            values[i] /= (float) Math.sqrt(length);
        }
        return new Vector(values);
    }

    private static ModuleStatus status() {
        return new ModuleStatus(
                "embedding",
                "test-node",
                List.of(new ModuleStatus.PortStatus("Embedder", "words", true, "RBV_EMBEDDING_MODEL_PATH", null)),
                Map.of());
    }
}
