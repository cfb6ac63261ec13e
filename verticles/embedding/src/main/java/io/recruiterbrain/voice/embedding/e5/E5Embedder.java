package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.INTERNAL;
import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.embedding.Embedder;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.embedding.TokenWindow;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link Embedder} over an E5 model on ONNX Runtime. One session, shared by all callers; it computes on their threads. */
public final class E5Embedder implements Embedder {
    private static final String TOKENS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String SEGMENTS = "token_type_ids";

    private final ModelFiles files;
    private final int dimension;
    private final E5Tokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private E5Embedder(
            ModelFiles files, int dimension, E5Tokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
        this.files = files;
        this.dimension = dimension;
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the configured model; blocks for about half a second, on the very first start for two.
     *
     * @param folder in the data folder, where the bundled model and native libraries are unpacked
     * @throws ServiceException with a sentence a person can act on
     */
    public static E5Embedder open(EmbeddingConfig config, Path folder) {
        Path own = config.modelFolder();
        if (own == null) {
            return open(ModelFiles.bundled(folder), config, folder);
        }
        E5Embedder embedder = open(ModelFiles.inFolder(own), config, folder);
        try {
            Vocabulary.requireFitting(embedder);
            return embedder;
        } catch (RuntimeException e) {
            embedder.close();
            throw e;
        }
    }

    /**
     * Unpacks ONNX Runtime's native libraries to the place where {@link #open} wants them and lets everything else in the
     * process that uses the runtime find them there too; call it before the first use of the runtime.
     *
     * @param folder the same as for {@link #open}
     * @throws ServiceException with a sentence a person can act on
     */
    public static void prepareRuntime(Path folder) {
        startRuntime(folder.resolve("native"));
    }

    private static E5Embedder open(ModelFiles files, EmbeddingConfig config, Path folder) {
        Path libraries = folder.resolve("native");
        OrtEnvironment environment = startRuntime(libraries);
        E5Tokenizer tokenizer;
        try {
            tokenizer = E5Tokenizer.open(files.tokenizer(), libraries, config.windowOverlap());
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new ServiceException(UNAVAILABLE, "cannot read the tokenizer " + files.tokenizer(), e);
        }
        try (SessionOptions options = options(config)) {
            OrtSession session = environment.createSession(files.model().toString(), options);
            return new E5Embedder(files, dimensionOf(session), tokenizer, environment, session);
        } catch (OrtException | ServiceException e) {
            tokenizer.close();
            throw new ServiceException(UNAVAILABLE, files.model() + " is not an E5 model that can be loaded", e);
        }
    }

    private static OrtEnvironment startRuntime(Path libraries) {
        try {
            Resources.unpackRuntime(libraries.resolve("onnxruntime"));
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
            return environment;
        } catch (IOException | OrtException | RuntimeException | LinkageError e) {
            throw new ServiceException(
                    UNAVAILABLE,
                    "cannot load ONNX Runtime from " + libraries + ": is it writable, may libraries be run from it?",
                    e);
        }
    }

    private static SessionOptions options(EmbeddingConfig config) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setInterOpNumThreads(1);
        options.setIntraOpNumThreads(config.threads());
        // Waiting threads must not burn the core that a conversation needs.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        // Faults come as exceptions; the runtime would print them once more.
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        // Batches differ in shape: patterns would be kept for each. The arena stays: without it malloc was measured to
        // hold up to 400 MB more after long texts.
        options.setMemoryPatternOptimization(false);
        options.setCPUArenaAllocator(true);
        return options;
    }

    private static int dimensionOf(OrtSession session) throws OrtException {
        boolean e5 = session.getInputNames().containsAll(List.of(TOKENS, MASK));
        if (e5 && session.getOutputInfo().values().iterator().next().getInfo() instanceof TensorInfo states) {
            long[] shape = states.getShape();
            if (shape.length == 3 && shape[2] > 0) {
                return Math.toIntExact(shape[2]);
            }
        }
        throw new ServiceException(UNAVAILABLE, "the model has other inputs or outputs than E5");
    }

    @Override
    public String model() {
        return files.name();
    }

    @Override
    public int dimension() {
        return dimension;
    }

    ModelFiles files() {
        return files;
    }

    E5Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public List<TokenWindow> windows(Kind kind, String text) {
        return tokenizer.windows(kind, text);
    }

    @Override
    public List<Vector> embed(List<TokenWindow> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        int rows = batch.size();
        int padded = batch.stream().mapToInt(TokenWindow::length).max().orElse(0);
        long[] tokens = new long[rows * padded];
        long[] mask = new long[rows * padded];
        for (int row = 0; row < rows; row++) {
            TokenWindow window = batch.get(row);
            window.copyTo(tokens, row * padded);
            Arrays.fill(mask, row * padded, row * padded + window.length(), 1);
        }
        long[] shape = {rows, padded};
        try (OnnxTensor tokenTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(tokens), shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor segmentTensor =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[rows * padded]), shape)) {
            Map<String, OnnxTensor> inputs = new HashMap<>(Map.of(TOKENS, tokenTensor, MASK, maskTensor));
            if (session.getInputNames().contains(SEGMENTS)) {
                inputs.put(SEGMENTS, segmentTensor);
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), batch, padded);
            }
        } catch (OrtException e) {
            throw new ServiceException(INTERNAL, "the embedding model failed", e);
        }
    }

    private List<Vector> pooled(FloatBuffer states, List<TokenWindow> batch, int padded) {
        List<Vector> vectors = new ArrayList<>(batch.size());
        for (int row = 0; row < batch.size(); row++) {
            vectors.add(Pooling.mean(states, row, batch.get(row).length(), padded, dimension));
        }
        return vectors;
    }

    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new ServiceException(INTERNAL, "the embedding model could not be closed", e);
        }
    }
}
