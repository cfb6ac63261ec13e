package io.recruiterbrain.voice.launcher.node;

import java.nio.file.Path;

/** Secrets that a node makes for itself and keeps in its data folder. */
public final class NodeSecrets {
    private final Path folder;

    public NodeSecrets(Path dataDirectory) {
        this.folder = dataDirectory.resolve("secrets");
    }

    /** Signs candidate links while no {@code JWT_SECRET_KEY} is set. */
    public String candidateLinks() {
        return new SecretFile(folder.resolve("candidate-links")).readOrCreate("");
    }

    /** The demonstration's API key: kept readable, unlike others, so that each run prints a console link that works. */
    public String demoApiKey() {
        return new SecretFile(folder.resolve("demo-api-key")).readOrCreate("rbv_");
    }
}
