package io.recruiterbrain.voice.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code .ci/servers.sh} gets for tests: real servers and models, cached for all builds of this user. */
public final class Provisions {
    private Provisions() {}

    /**
     * Where an item lies, got first when it is not there, which may take minutes.
     *
     * @param item a function of {@code .ci/servers.sh}, then its arguments
     * @throws IllegalStateException when it cannot be had, with what the script said
     */
    public static Path get(String... item) {
        try {
            return run(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while getting " + String.join(" ", item), e);
        }
    }

    private static Path run(String... item) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(item));
        Path said = Files.createTempFile("provisions", ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(said.toFile()).start();
            String answer;
            try (InputStream output = process.getInputStream()) {
                answer = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0 || answer.isBlank()) {
                throw new IllegalStateException(
                        ".ci/servers.sh " + String.join(" ", item) + " failed: " + Files.readString(said));
            }
            return Path.of(answer.strip());
        } finally {
            Files.delete(said);
        }
    }

    private static Path script() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path script = folder.resolve(".ci").resolve("servers.sh");
            if (Files.isExecutable(script)) {
                return script;
            }
        }
        throw new IllegalStateException("no .ci/servers.sh above " + Path.of("").toAbsolutePath());
    }
}
