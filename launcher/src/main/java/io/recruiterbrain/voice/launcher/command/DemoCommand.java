package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.candidate.RestClient;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.recruiterbrain.voice.launcher.node.Node;
import io.recruiterbrain.voice.launcher.node.NodeSecrets;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts everything in one process, with a sample interview to try at once.",
            "Needs no account and no server; everything stays in the data folder.",
            "Shows warnings only: LOG_LEVEL=INFO shows each request too."
        })
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    private String key = "";

    @Override
    public Integer call() throws Exception {
        NodeRunner.run(options, Logging::onTerminal, this::withKey, this::tell);
        return 0;
    }

    private NodeConfig withKey(NodeConfig config) {
        key = config.firstApiKey().orElseGet(() -> new NodeSecrets(config.dataDirectory()).demoApiKey());
        return config.withFirstApiKey(key);
    }

    private void tell(Node node, double seconds) {
        PrintStream out = System.out;
        String link = Optional.ofNullable(new RestClient(node.localUrl(), key)
                        .post("/api/v1/interview/start", sample())
                        .getString("candidate_url"))
                .orElseThrow();
        out.println(Banner.ready(seconds));
        out.println("  Be the candidate   " + link);
        out.println("  Be the recruiter   " + node.publicUrl() + "/console/#key=" + key);
        out.println("  Use the API        " + node.publicUrl() + "/docs   (API key " + key + ")");
        out.println();
        out.print(Banner.address(node.publicUrl()));
        out.print(Banner.ports(node.ports()));
        out.println();
        out.println("  Everything is kept in " + node.dataDirectory() + ". Ctrl-C ends the demo.");
        out.flush();
    }

    private static JsonObject sample() {
        return new JsonObject()
                .put(
                        "candidate",
                        new JsonObject()
                                .put("name", "Robin Example")
                                .put(
                                        "resume",
                                        "Four years of Java and PostgreSQL, on-call for a payment service, some"
                                                + " Kubernetes."))
                .put(
                        "job",
                        new JsonObject()
                                .put("title", "Backend engineer")
                                .put("company", "Example Ltd")
                                .put(
                                        "description",
                                        "We build payment services in Java on PostgreSQL. You design interfaces, write"
                                                + " tests, and look after what you built."))
                .put("question_count", 3)
                .put("minutes", 10);
    }
}
