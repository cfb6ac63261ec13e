package io.recruiterbrain.voice.launcher.config;

import java.util.List;

/** Everything that is wrong with the configuration, in one message. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(List<String> problems) {
        super("The configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                + ":\n  - " + String.join("\n  - ", problems));
    }
}
