package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.Role;
import io.recruiterbrain.voice.launcher.node.Logging;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a node: REST, pages, agent, database and search in one process, or the part of them that RBV_ROLES names.",
            "Ctrl-C or SIGTERM ends it; running interviews close with a sentence and lose nothing."
        },
        footer = {
            "",
            "Settings are environment variables, a .env file or conf/recruiterbrain.properties;",
            "conf/reference.properties lists them. Two work in the environment only:",
            "  RBV_HEAP           the most memory for Java objects, as 640m (the default) or 2g",
            "  RBV_JAVA_OPTIONS   further options of the Java machine, between spaces"
        })
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        NodeRunner.run(options, Logging::configure, UnaryOperator.identity(), (node, seconds) -> {
            out.println(Banner.ready(seconds));
            if (node.roles().has(Role.HTTP)) {
                out.println("  Console   " + node.publicUrl() + "/console/");
                out.println("  API       " + node.publicUrl() + "/docs");
            } else {
                out.println("  Roles     " + node.roles().words() + "; GET " + node.localUrl() + "/ready, /metrics");
            }
            node.newApiKey()
                    .ifPresent(key -> out.println("  API key   " + key + "   (shown only this once; keep it safe)"));
            out.println();
            if (node.roles().has(Role.HTTP)) {
                out.print(Banner.address(node.publicUrl()));
            }
            out.print(Banner.ports(node.ports()));
            out.flush();
        });
        return 0;
    }
}
