package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.config.Settings;
import io.recruiterbrain.voice.launcher.config.SettingsSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command which starts something shares; an option wins over the environment. */
final class ConfigurationOptions {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "TCP port of REST and pages (API_PORT, default 8000).")
    private @Nullable String port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder for everything the node keeps (RBV_DATA_DIR, default ./data).")
    private @Nullable String dataDirectory;

    /** Reads the settings; what is wrong is told when they are bound. */
    Settings load() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (port != null) {
            environment.put("API_PORT", port);
        }
        if (dataDirectory != null) {
            environment.put("RBV_DATA_DIR", dataDirectory);
        }
        return SettingsSource.load(environment, home(), Path.of(""));
    }

    /** The distribution's folder. */
    static Path home() {
        return Path.of(System.getProperty("rbv.home", "."));
    }
}
