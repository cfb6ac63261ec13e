package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description = {
            "Shows a running cluster: its members with their roles and rooms, which of them holds which interview,",
            "and what waits in the outbox. Works with a node that stands alone, too."
        },
        footer = {"", "Example: rbv cluster --url http://localhost:8000 --api-key rbv_..."})
public final class ClusterCommand implements Callable<Integer> {
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

    @Option(names = "--json", description = "Prints the answer of GET /api/v1/cluster, for programs.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Logging.quiet();
        JsonObject cluster = new RestClient(url, ApiKeyOption.keyOf(apiKey)).get("/api/v1/cluster");
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? cluster.encodePrettily() + System.lineSeparator() : ClusterTable.of(cluster));
        out.flush();
        return 0;
    }
}
