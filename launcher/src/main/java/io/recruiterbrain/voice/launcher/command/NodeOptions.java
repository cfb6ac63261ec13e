package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.candidate.RestClient;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running node is, and the key it wants: options of commands that call one. */
final class NodeOptions {
    @Option(
            names = "--url",
            paramLabel = "U",
            defaultValue = "http://localhost:8000",
            description = "Address of a node with the role http (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8000");

    @Option(
            names = "--api-key",
            paramLabel = "K",
            description = "A recruiter's API key (default: the environment's RBV_API_KEY).")
    private @Nullable String apiKey;

    URI url() {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new CommandFailure(
                    "--url " + url + " is no address of a node: give one such as http://localhost:8000.");
        }
        return url;
    }

    /** REST with the option's key, or the environment's. */
    RestClient recruiter() {
        String key = apiKey == null ? System.getenv("RBV_API_KEY") : apiKey;
        if (key == null || key.isBlank()) {
            throw new CommandFailure(
                    "An API key is needed: give --api-key, or set RBV_API_KEY. The instance printed one at its first start.");
        }
        return new RestClient(url(), key);
    }
}
