package io.recruiterbrain.voice.launcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads raw settings: environment over {@code .env} over {@code conf/recruiterbrain.properties} over the reference's defaults. */
public final class SettingsSource {
    private static final String REFERENCE = "/reference.properties";
    /** As shells and containers read it: no escapes, quotes around the whole value are dropped. */
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?(?<name>\\w+)\\s*=(?<value>.*)");
    /** Read from the environment by the start script, before there is a program that could read a file. */
    private static final Set<String> SCRIPT_SETTINGS = Set.of("RBV_HEAP", "RBV_JAVA_OPTIONS");

    private SettingsSource() {}

    /** Names and defaults, as {@code conf/reference.properties} states them. */
    public static Map<String, String> reference() {
        try (InputStream in = SettingsSource.class.getResourceAsStream(REFERENCE)) {
            Properties properties = new Properties();
            properties.load(in);
            return toMap(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All settings; those of the environment that are not ours are left out.
     *
     * @param home the distribution's folder, whose {@code conf/} is read
     * @param workingDirectory whose {@code .env} is read
     */
    public static Settings load(Map<String, String> environment, Path home, Path workingDirectory) {
        Map<String, String> reference = reference();
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new HashMap<>(reference);
        Map<String, String> chosen = new HashMap<>();
        chosen.putAll(read(home.resolve("conf").resolve("recruiterbrain.properties"), reference, problems));
        chosen.putAll(read(workingDirectory.resolve(".env"), reference, problems));
        environment.forEach((name, value) -> {
            if (reference.containsKey(name)) {
                chosen.put(name, value.strip());
            } else if (name.startsWith("RBV_") && !SCRIPT_SETTINGS.contains(name)) {
                problems.add(unknown(name, "the environment", reference));
            }
        });
        values.putAll(chosen);
        return new Settings(values, reference, chosen.keySet(), problems, home);
    }

    private static Map<String, String> read(Path file, Map<String, String> reference, List<String> problems) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher assignment = ASSIGNMENT.matcher(line);
                if (assignment.matches()) {
                    values.put(assignment.group("name"), unquote(assignment.group("value")));
                } else if (!line.isBlank() && !line.strip().startsWith("#")) {
                    problems.add(file + " has a line that is not NAME=value");
                }
            }
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
        values.keySet().stream()
                .filter(name -> !reference.containsKey(name))
                .sorted()
                .forEach(name -> problems.add(
                        SCRIPT_SETTINGS.contains(name)
                                ? name + " in " + file
                                        + " has no effect there: the start script reads it from the environment only"
                                : unknown(name, file.toString(), reference)));
        return values;
    }

    private static String unknown(String name, String where, Map<String, String> reference) {
        String nearest = reference.keySet().stream()
                .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
                .orElse("");
        String hint = distance(name, nearest) <= 4 ? "; did you mean " + nearest + "?" : "";
        return name + " in " + where + " is not a setting" + hint;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String unquote(String value) {
        String bare = value.strip();
        boolean quoted = bare.length() >= 2
                && ((bare.startsWith("\"") && bare.endsWith("\"")) || (bare.startsWith("'") && bare.endsWith("'")));
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }

    private static Map<String, String> toMap(Properties properties) {
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> values.put(((String) name).strip(), ((String) value).strip()));
        return values;
    }
}
