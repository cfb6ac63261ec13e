package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.Persistence;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database to this version's schema; running it again changes nothing.",
            "A node does this by itself at its start; use it to do it at a time of your choice."
        })
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() throws Exception {
        NodeConfig config = NodeRunner.configure(options);
        Migrations.Result result = Waiting.during("Migrating", () -> Persistence.migrate(config.persistence()));
        System.out.println("Schema version " + result.version() + ", " + result.applied() + " migrations applied.");
        return 0;
    }
}
