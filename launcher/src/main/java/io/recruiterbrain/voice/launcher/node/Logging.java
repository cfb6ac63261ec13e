package io.recruiterbrain.voice.launcher.node;

import io.recruiterbrain.voice.launcher.config.Settings;
import java.util.Locale;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up logging before the first logger is made: levels and format are system properties of the logback files. */
public final class Logging {
    private Logging() {}

    /** For a node: as configured, to standard error. */
    public static void configure(Settings settings) {
        configure(settings, settings.oneOf("LOG_LEVEL", "INFO", "ERROR", "WARN", "DEBUG", "TRACE"));
    }

    /** For a node on somebody's terminal, which stays free for what it tells: warnings only, unless a level was chosen. */
    public static void onTerminal(Settings settings) {
        if (settings.isSet("LOG_LEVEL")) {
            configure(settings);
        } else {
            configure(settings, "WARN");
        }
    }

    private static void configure(Settings settings, String usual) {
        String level = settings.flag("DEBUG") ? "DEBUG" : usual;
        use(level, settings.oneOf("LOG_FORMAT", "text", "json").toLowerCase(Locale.ROOT));
    }

    /** For commands that talk to a person: problems only. */
    public static void quiet() {
        use(debugging() ? "DEBUG" : "ERROR", "text");
    }

    /** Whether the environment asks for details, before or without a configuration. */
    public static boolean debugging() {
        String debug = System.getenv().getOrDefault("DEBUG", "");
        return debug.equalsIgnoreCase("true") || debug.equals("1");
    }

    private static void use(String level, String format) {
        System.setProperty("LOG_LEVEL", level);
        System.setProperty("logback.configurationFile", "logback-" + format + ".xml");
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("hazelcast.logging.type", "slf4j");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
