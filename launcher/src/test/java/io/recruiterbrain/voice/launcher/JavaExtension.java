package io.recruiterbrain.voice.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** {@code examples/extension}, compiled and run as a process of its own. */
final class JavaExtension implements AutoCloseable {
    private static final Path SOURCE =
            Path.of("..", "examples", "extension", "src", "main", "java", "com", "example", "extension", "Main.java");
    private static final Path CLUSTER = Path.of("..", "conf", "cluster.xml");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final Path output;
    private final Process process;

    /**
     * @param folder for classes, cursor and output
     * @param environment the settings of a node of the cluster, with ports of the extension's own
     */
    static JavaExtension start(Path folder, Map<String, String> environment) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), "-cp", CLASS_PATH, "-proc:none", SOURCE.toString());
        if (code != 0) {
            throw new IOException("the example does not compile");
        }
        return new JavaExtension(folder, classes, environment);
    }

    private JavaExtension(Path folder, Path classes, Map<String, String> environment) throws IOException {
        output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + System.getProperty("path.separator") + CLASS_PATH,
                        "com.example.extension.Main",
                        CLUSTER.toString(),
                        folder.resolve("extension.cursor").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** What it printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
