package io.recruiterbrain.voice.embedding.e5;

import static io.recruiterbrain.voice.contract.ErrorCode.UNAVAILABLE;

import io.recruiterbrain.voice.contract.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
            Files.createDirectories(folder);
            return new ModelFiles(
                    BUNDLED,
                    unpack("/" + BUNDLED + ".onnx", folder),
                    unpack("/" + BUNDLED + "-tokenizer.json", folder));
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

    private static Path unpack(String resource, Path folder) throws IOException {
        URL url = ModelFiles.class.getResource(resource);
        if (url == null) {
            throw new IOException(resource + " is not on the class path");
        }
        URLConnection source = url.openConnection();
        Path file = folder.resolve(resource.substring(1));
        try (InputStream in = source.getInputStream()) {
            // Same length is enough: a file only gets its name when it was written whole.
            if (Files.exists(file) && Files.size(file) == source.getContentLengthLong()) {
                return file;
            }
            Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return file;
    }
}
