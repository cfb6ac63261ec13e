package io.recruiterbrain.voice.embedding.e5;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Puts files of the class path on disk, once for an installation and not with every start. */
final class Resources {
    private Resources() {}

    /**
     * The resource as a file in the folder; an older or half-written one is replaced. Several processes may do it at
     * once.
     *
     * @param resource absolute name on the class path
     */
    static Path unpack(String resource, Path folder) throws IOException {
        URL url = Resources.class.getResource(resource);
        if (url == null) {
            throw new IOException(resource + " is not on the class path");
        }
        Files.createDirectories(folder);
        URLConnection source = url.openConnection();
        Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
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

    /**
     * Unpacks ONNX Runtime's own libraries and tells it where. By itself it copies 24 MB to the temporary folder with
     * every start, and leaves them there when the process is killed. Does nothing for a platform that the jar does not
     * know: the runtime then says so itself.
     */
    static void unpackRuntime(Path folder) throws IOException {
        String platform = "/ai/onnxruntime/native/" + platform() + "/";
        String runtime = platform + System.mapLibraryName("onnxruntime");
        String binding = platform + System.mapLibraryName("onnxruntime4j_jni");
        if (System.getProperty("onnxruntime.native.path") != null || Resources.class.getResource(runtime) == null) {
            return;
        }
        unpack(runtime, folder);
        unpack(binding, folder);
        System.setProperty("onnxruntime.native.path", folder.toAbsolutePath().toString());
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch", "");
        return (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux")
                + (architecture.equals("aarch64") ? "-aarch64" : "-x64");
    }
}
