package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import io.recruiterbrain.voice.contract.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a model lies on disk. It is loaded from a file, never from the class path, because the runtime maps a file while
 * bytes from a jar would stay on the heap beside the weights.
 *
 * @param name the model's name, as stored with its vectors
 */
record ModelFiles(String name, Path model, Path tokenizer) {
    private static final String BUNDLED = "e5-small-v2";

    /** Wins when a folder holds several. */
    private static final String FULL = "model.onnx";
    /** The names that exporters give to int8. */
    private static final String QUANTIZED = "model_quantized.onnx";

    private static final String INT8 = "model_int8.onnx";

    /** The model of the class path, unpacked on first use, which takes about a second. */
    static ModelFiles bundled(Path folder) {
        try {
            return new ModelFiles(
                    BUNDLED,
                    Resources.unpack("/" + BUNDLED + ".onnx", folder),
                    Resources.unpack("/" + BUNDLED + "-tokenizer.json", folder));
        } catch (IOException e) {
            throw new ServiceException(
                    UNAVAILABLE,
                    "cannot unpack the embedding model to " + folder + ": is it writable, is the disk full?",
                    e);
        }
    }

    /**
     * A model that somebody put into a folder, whose name is the model's; with {@code -int8} behind it for a quantized
     * file, as its vectors are not quite the same.
     */
    static ModelFiles inFolder(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "" : last.toString();
        Path tokenizer = folder.resolve("tokenizer.json");
        for (String file : List.of(FULL, QUANTIZED, INT8)) {
            Path model = folder.resolve(file);
            if (Files.isReadable(model) && Files.isReadable(tokenizer)) {
                return new ModelFiles(file.equals(FULL) ? name : name + "-int8", model, tokenizer);
            }
        }
        throw new ServiceException(
                UNAVAILABLE,
                "RBV_EMBEDDING_MODEL_DIR must hold " + FULL + " (or " + QUANTIZED + ", " + INT8
                        + ") and tokenizer.json; not so in " + folder);
    }
}
