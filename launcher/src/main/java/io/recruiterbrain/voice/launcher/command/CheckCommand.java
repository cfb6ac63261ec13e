package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.launcher.check.Checks;
import io.recruiterbrain.voice.launcher.check.ComponentCheck;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.launcher.node.Logging;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Tries each component alone: database, embedding, vectors, media, and every configured provider of rooms, voice, hearing and words.",
            "One line each; ends with 1 when one fails. Stop a node on the same data folder first."
        })
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        NodeConfig config = NodeRunner.configure(options);
        Logging.quiet();
        Vertx vertx = Vertx.vertx();
        MessageCodec.register(vertx);
        boolean allWell = true;
        for (ComponentCheck check : Checks.of(config, vertx)) {
            allWell &= run(check);
        }
        vertx.close().await();
        return allWell ? 0 : 1;
    }

    private static boolean run(ComponentCheck check) {
        long begun = System.nanoTime();
        String verdict;
        boolean well;
        try {
            verdict = Waiting.during(check.component(), check.trial()::run);
            well = true;
        } catch (Exception e) {
            verdict = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            well = false;
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s %-15s %6.2f s  %s%n",
                well ? "ok" : "FAILED",
                check.component(),
                (System.nanoTime() - begun) / 1e9,
                verdict);
        return well;
    }
}
