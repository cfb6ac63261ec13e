package io.recruiterbrain.voice.agent.speech.silero;

import static io.recruiterbrain.voice.contract.ErrorCode.INTERNAL;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One room's audio and state in native memory, made once: the model reads and writes these buffers themselves, so that a
 * window copies and allocates next to nothing. Not thread-safe.
 */
final class SileroWindow implements AutoCloseable {
    /** 32 ms. */
    static final int SAMPLES = 512;
    /** The model wants the end of the window before, too. */
    private static final int CONTEXT = 64;

    private static final long[] STATE_SHAPE = {2, 1, 128};
    private static final int STATE_SIZE = 2 * 128;

    private final SileroModel model;
    private final FloatBuffer audio = floats(CONTEXT + SAMPLES);
    private final FloatBuffer probability = floats(1);
    private final List<OnnxTensor> tensors = new ArrayList<>();
    /** Two states take turns: the one is read while the other is written. */
    private final Map<String, OnnxTensor> evenInputs;

    private final Map<String, OnnxTensor> evenOutputs;
    private final Map<String, OnnxTensor> oddInputs;
    private final Map<String, OnnxTensor> oddOutputs;
    private boolean odd;

    SileroWindow(SileroModel model) {
        this.model = model;
        try {
            OnnxTensor input = tensor(audio, 1, CONTEXT + SAMPLES);
            OnnxTensor output = tensor(probability, 1, 1);
            OnnxTensor first = tensor(floats(STATE_SIZE), STATE_SHAPE);
            OnnxTensor second = tensor(floats(STATE_SIZE), STATE_SHAPE);
            LongBuffer hertz = direct(Long.BYTES).asLongBuffer().put(0, AudioFrame.SPEECH_RATE);
            OnnxTensor rate = OnnxTensor.createTensor(model.environment(), hertz, new long[0]);
            tensors.add(rate);
            evenInputs = Map.of(SileroModel.AUDIO, input, SileroModel.STATE, first, SileroModel.RATE, rate);
            evenOutputs = Map.of(SileroModel.PROBABILITY, output, SileroModel.NEXT_STATE, second);
            oddInputs = Map.of(SileroModel.AUDIO, input, SileroModel.STATE, second, SileroModel.RATE, rate);
            oddOutputs = Map.of(SileroModel.PROBABILITY, output, SileroModel.NEXT_STATE, first);
        } catch (OrtException e) {
            close();
            throw failed(e);
        }
    }

    /** Sets a sample of the window, {@code 0} to {@code SAMPLES - 1}. */
    void set(int index, short sample) {
        audio.put(CONTEXT + index, sample / 32_768f);
    }

    /** How sure the model is, 0 to 1, that the window which was set is speech. */
    double probability() {
        try {
            model.run(odd ? oddInputs : evenInputs, odd ? oddOutputs : evenOutputs);
        } catch (OrtException e) {
            throw failed(e);
        }
        odd = !odd;
        audio.put(0, audio, SAMPLES, CONTEXT);
        return probability.get(0);
    }

    @Override
    public void close() {
        tensors.forEach(OnnxTensor::close);
        tensors.clear();
    }

    private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
        OnnxTensor tensor = OnnxTensor.createTensor(model.environment(), values, shape);
        tensors.add(tensor);
        return tensor;
    }

    private static FloatBuffer floats(int size) {
        return direct(size * Float.BYTES).asFloatBuffer();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static ProviderException failed(OrtException e) {
        return new ProviderException(
                SileroModel.PROVIDER, INTERNAL, "the model of SILERO_MODEL_PATH does not compute", null, e);
    }
}
