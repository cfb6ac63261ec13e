package io.recruiterbrain.voice.launcher.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Typed access to raw settings. A bad value does not stop the reading: it is noted and replaced by its default, or by a
 * harmless value where it has none, and {@link #failIfWrong} reports all of them at once. Values of secrets are never
 * repeated.
 */
public final class Settings {
    private static final Set<String> SECRETS = Set.of(
            "RBV_API_KEY",
            "RBV_CLUSTER_PASSWORD",
            "JWT_SECRET_KEY",
            "SECRET_KEY",
            "POSTGRES_PASSWORD",
            "POSTGRES_MIGRATION_PASSWORD",
            "MILVUS_TOKEN",
            "DEEPGRAM_API_KEY",
            "OPENAI_API_KEY",
            "OPENAI_STT_API_KEY",
            "OPENAI_TTS_API_KEY",
            "LIVEKIT_API_KEY",
            "LIVEKIT_API_SECRET",
            "RBV_ICE_SERVERS");

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private final Map<String, String> values;
    private final Map<String, String> defaults;
    private final Set<String> chosen;
    private final List<String> problems;
    private final Path home;
    private final Set<String> read = new TreeSet<>();
    private final Set<String> wrong = new TreeSet<>();

    Settings(
            Map<String, String> values,
            Map<String, String> defaults,
            Set<String> chosen,
            List<String> problems,
            Path home) {
        this.values = Map.copyOf(values);
        this.defaults = Map.copyOf(defaults);
        this.chosen = Set.copyOf(chosen);
        this.problems = new ArrayList<>(problems);
        this.home = home;
    }

    /** The distribution's folder, which holds {@code conf/}. */
    public Path home() {
        return home;
    }

    /** Whether somebody set it, to something that is not empty. */
    public boolean isSet(String name) {
        return !text(name).isEmpty() && chosen.contains(name);
    }

    /** Empty when not set. */
    public String text(String name) {
        read.add(name);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is missing in conf/reference.properties");
        }
        return value;
    }

    public Optional<String> optionalText(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    public Path path(String name) {
        return parse(name, "a path", Path.of(""), value -> {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    public int number(String name, int min, int max) {
        return parse(name, "a whole number from " + min + " to " + max, min, value -> {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    public Duration seconds(String name, int min, int max) {
        return Duration.ofSeconds(number(name, min, max));
    }

    /** A duration with its unit: 600ms, 4s, 2m. */
    public Duration duration(String name) {
        return parse(name, "a duration such as 600ms, 4s or 2m", Duration.ofSeconds(1), value -> {
            Matcher written = DURATION.matcher(value);
            if (!written.matches()) {
                throw new IllegalArgumentException("no duration");
            }
            long amount = Long.parseLong(written.group(1));
            return switch (written.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMinutes(amount);
            };
        });
    }

    public double fraction(String name) {
        return parse(name, "a number such as 0.5", 0.5, Double::parseDouble);
    }

    public boolean flag(String name) {
        return parse(name, "true or false", false, value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off", "" -> false;
            default -> throw new IllegalArgumentException("no flag");
        });
    }

    public String oneOf(String name, String... allowed) {
        return parse(
                name,
                "one of " + String.join(", ", allowed),
                allowed[0],
                value -> Arrays.stream(allowed)
                        .filter(option -> option.equalsIgnoreCase(value))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("not allowed")));
    }

    public URI httpUrl(String name, URI whenEmpty) {
        if (text(name).isEmpty()) {
            return whenEmpty;
        }
        return parse(name, "an address such as https://interviews.example.com", whenEmpty, value -> {
            URI uri = URI.create(value);
            if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                throw new IllegalArgumentException("no http address");
            }
            return URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        });
    }

    /** A WebSocket's address; {@code http} is understood as the same server's. */
    public URI webSocketUrl(String name, URI whenEmpty) {
        if (text(name).isEmpty()) {
            return whenEmpty;
        }
        return parse(name, "an address such as " + whenEmpty, whenEmpty, value -> {
            URI uri = URI.create(value.replaceFirst("^http", "ws"));
            if (uri.getHost() == null || !Set.of("ws", "wss").contains(String.valueOf(uri.getScheme()))) {
                throw new IllegalArgumentException("no WebSocket's address");
            }
            return uri;
        });
    }

    /** Parts between commas; empty when not set. */
    public List<String> list(String name) {
        return Arrays.stream(text(name).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Notes a problem that concerns more than the form of one value. */
    public void problem(String text) {
        problems.add(text);
    }

    /**
     * Builds a module's record; what its constructor refuses is noted as a problem, unless it speaks of a setting that was
     * noted already: such a message compares with the replacement. So one about a single value names no other setting.
     */
    public <T> Optional<T> build(String what, Supplier<T> constructor) {
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            if (NAME.matcher(reason).results().map(MatchResult::group).noneMatch(wrong::contains)) {
                problems.add(what + ": " + reason);
            }
            return Optional.empty();
        }
    }

    /** Throws a {@link ConfigurationException} with every problem found so far. */
    public void failIfWrong() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Every name that was asked for; compared with the reference by a test. */
    Set<String> namesRead() {
        return Set.copyOf(read);
    }

    private <T> T parse(String name, String expected, T whenWrong, Function<String, T> parser) {
        String value = text(name);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            String shown = SECRETS.contains(name) ? "its value" : "\"" + value + "\"";
            problems.add(name + " must be " + expected + ", but is " + shown);
            wrong.add(name);
            return orElse(parser, defaults.getOrDefault(name, ""), whenWrong);
        }
    }

    private static <T> T orElse(Function<String, T> parser, String value, T whenWrong) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException noDefault) {
            return whenWrong;
        }
    }
}
