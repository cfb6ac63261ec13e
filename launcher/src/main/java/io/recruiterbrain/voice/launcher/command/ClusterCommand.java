package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--json", description = "Prints the answer of GET /api/v1/cluster, for programs.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Logging.quiet();
        JsonObject cluster = node.recruiter().get("/api/v1/cluster");
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? cluster.encodePrettily() + System.lineSeparator() : ClusterTable.of(cluster));
        out.flush();
        return 0;
    }
}
