package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.recruiterbrain.voice.persistence.Persistence;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import io.recruiterbrain.voice.persistence.vector.milvus.MilvusCollections;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        MilvusCollections.@Nullable Migrated vectors = Waiting.during(
                "Preparing Milvus",
                () -> Persistence.migrateVectors(
                        config.persistence(), config.persistence().outbox().vectorDimension()));
        if (vectors != null) {
            System.out.println(
                    "Milvus collection " + vectors.collection() + (vectors.created() ? " made." : " is there."));
        }
        return 0;
    }
}
