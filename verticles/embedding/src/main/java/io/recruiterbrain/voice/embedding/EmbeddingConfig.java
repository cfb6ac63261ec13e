package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.contract.Checks.range;

import io.recruiterbrain.voice.contract.search.EmbedTexts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How texts become vectors.
 *
 * @param modelFolder {@code RBV_EMBEDDING_MODEL_DIR}: folder with {@code model.onnx}, or {@code model_quantized.onnx} for
 *     int8, and {@code tokenizer.json} of an E5 model, whose name is the model's name; absent for the bundled e5-small-v2
 * @param workers {@code RBV_EMBEDDING_WORKERS}: batches computed at the same time
 * @param threads cores that one batch may use; conversations on the same machine need the rest
 * @param batchTokens most tokens in a batch, padding included; bounds memory, and how long a search waits behind a
 *     batch that is already running
 * @param windowOverlap tokens that two windows of a long text share
 * @param queueTexts texts that may wait, counted apart for searches and for what is searched; more are refused as busy
 */
public record EmbeddingConfig(
        @Nullable Path modelFolder, int workers, int threads, int batchTokens, int windowOverlap, int queueTexts) {
    public EmbeddingConfig {
        range(workers, "RBV_EMBEDDING_WORKERS", 1, 64);
        range(threads, "threads", 1, 64);
        range(batchTokens, "batchTokens", 16, 65_536);
        range(windowOverlap, "windowOverlap", 0, 200);
        // A smaller queue could never take the largest request.
        range(queueTexts, "queueTexts", EmbedTexts.MAX_TEXTS, 65_536);
    }

    /** One core, the bundled model. */
    public static EmbeddingConfig defaults() {
        return new EmbeddingConfig(null, 1, 1, 512, 64, 1024);
    }

    /** The same with another model. */
    public EmbeddingConfig withModelFolder(Path folder) {
        return new EmbeddingConfig(folder, workers, threads, batchTokens, windowOverlap, queueTexts);
    }
}
