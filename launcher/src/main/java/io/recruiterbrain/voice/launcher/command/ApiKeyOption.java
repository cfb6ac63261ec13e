package io.recruiterbrain.voice.launcher.command;

import org.jspecify.annotations.Nullable;

/** The key that commands which call a running instance need. */
final class ApiKeyOption {
    private ApiKeyOption() {}

    /** The option's value, or the environment's. */
    static String keyOf(@Nullable String option) {
        String key = option == null ? System.getenv("RBV_API_KEY") : option;
        if (key == null || key.isBlank()) {
            throw new CommandFailure(
                    "An API key is needed: give --api-key, or set RBV_API_KEY. The instance printed one at its first start.");
        }
        return key;
    }
}
