package io.recruiterbrain.voice.launcher.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a node: REST, pages, agent, database and search in one process.",
            "Ctrl-C or SIGTERM ends it; running interviews close with a sentence and lose nothing."
        })
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        NodeRunner.run(options, UnaryOperator.identity(), (node, seconds) -> {
            out.println(Banner.ready(seconds));
            out.println("  Console   " + node.publicUrl() + "/console/");
            out.println("  API       " + node.publicUrl() + "/docs");
            node.newApiKey()
                    .ifPresent(key -> out.println("  API key   " + key + "   (shown only this once; keep it safe)"));
            out.println();
            out.print(Banner.address(node.publicUrl()));
            out.print(Banner.ports(node.ports()));
            out.flush();
        });
        return 0;
    }
}
