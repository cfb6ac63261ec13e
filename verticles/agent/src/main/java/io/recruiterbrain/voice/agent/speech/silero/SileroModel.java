package io.recruiterbrain.voice.agent.speech.silero;

import static io.recruiterbrain.voice.contract.ErrorCode.INTERNAL;
import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loaded model: one session for all rooms, computing on its callers' threads. It is freed when it was closed and no
 * detector uses it any more, since native code would not survive the loss of a session that is running.
 */
final class SileroModel {
    static final String PROVIDER = "silero";
    static final String AUDIO = "input";
    static final String STATE = "state";
    static final String RATE = "sr";
    static final String PROBABILITY = "output";
    static final String NEXT_STATE = "stateN";

    private final OrtEnvironment environment;
    private final OrtSession session;
    /** The first one is the owner. */
    private int users = 1;

    private SileroModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the file; blocks for some 50 ms.
     *
     * @throws ProviderException with a sentence that names SILERO_MODEL_PATH
     */
    static SileroModel load(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw unusable("SILERO_MODEL_PATH must name the file silero_vad.onnx; cannot read " + file, null);
        }
        OrtEnvironment environment;
        try {
            environment = OrtEnvironment.getEnvironment();
            environment.setTelemetry(false);
        } catch (OrtException | RuntimeException | LinkageError e) {
            throw unusable("ONNX Runtime, which SILERO_MODEL_PATH needs, does not run on this machine", e);
        }
        OrtSession session = open(environment, file);
        if (!isSilero(session)) {
            close(session);
            throw unusable(
                    "SILERO_MODEL_PATH names a model that is not Silero VAD 5 or 6 (inputs input, state and sr): "
                            + file,
                    null);
        }
        return new SileroModel(environment, session);
    }

    private static OrtSession open(OrtEnvironment environment, Path file) {
        try (SessionOptions options = new SessionOptions()) {
            // A window is too little work to share, and threads that wait for more would burn the rooms' cores.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // The file carries weights that its own optimisation leaves over; the runtime would warn of each.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw unusable("SILERO_MODEL_PATH names a file that is not an ONNX model: " + file, e);
        }
    }

    private static boolean isSilero(OrtSession session) {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            Map<String, NodeInfo> outputs = session.getOutputInfo();
            return inputs.size() == 3
                    && is(inputs.get(AUDIO), OnnxJavaType.FLOAT, 2)
                    && is(inputs.get(STATE), OnnxJavaType.FLOAT, 3)
                    && is(inputs.get(RATE), OnnxJavaType.INT64, 0)
                    && outputs.containsKey(PROBABILITY)
                    && outputs.containsKey(NEXT_STATE);
        } catch (OrtException e) {
            return false;
        }
    }

    private static boolean is(@Nullable NodeInfo node, OnnxJavaType type, int rank) {
        return node != null
                && node.getInfo() instanceof TensorInfo tensor
                && tensor.type == type
                && tensor.getShape().length == rank;
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** Computes into the given outputs. Any number of threads at once, each with tensors of its own. */
    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
        session.run(inputs, outputs).close();
    }

    /** Before the first use by a detector. */
    synchronized void enter() {
        if (users == 0) {
            throw new IllegalStateException("voice activity is closed");
        }
        users++;
    }

    /** After the last use by a detector, or by the owner. */
    synchronized void leave() {
        if (--users == 0) {
            close(session);
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ProviderException(PROVIDER, INTERNAL, "the Silero model could not be closed", null, e);
        }
    }

    private static ProviderException unusable(String text, @Nullable Throwable cause) {
        return cause == null
                ? new ProviderException(PROVIDER, UNAVAILABLE, text)
                : new ProviderException(PROVIDER, UNAVAILABLE, text, null, cause);
    }
}
