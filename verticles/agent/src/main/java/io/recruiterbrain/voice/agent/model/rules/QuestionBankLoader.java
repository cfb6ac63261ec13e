package io.recruiterbrain.voice.agent.model.rules;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the bank's files strictly and reports all problems of all files at once. */
final class QuestionBankLoader {
    private static final Set<String> ROLE_KEYS = Set.of("role", "title", "aliases", "skills", "questions");
    private static final Set<String> QUESTION_KEYS =
            Set.of("id", "competence", "kind", "minutes", "skills", "text", "followUps", "rubric", "signals");

    private final ClassLoader resources;
    private final ObjectMapper yaml = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final MessageDigest digest = Hashes.sha256();

    QuestionBankLoader(ClassLoader resources) {
        this.resources = resources;
    }

    /**
     * @param folder on the class path, ending in a slash, with an {@code index.yaml} that names version and roles
     */
    QuestionBank load(String folder) {
        JsonNode index = read(folder + "index.yaml");
        Reader indexReader = new Reader("index.yaml", index);
        indexReader.keys(Set.of("version", "roles"));
        String version = indexReader.text("version", 50);
        List<Role> roles = new ArrayList<>();
        for (String slug : indexReader.texts("roles", 1, 1000)) {
            roles.add(role(slug, read(folder + slug + ".yaml")));
        }
        if (roles.stream().noneMatch(role -> role.slug().equals(Role.GENERAL))) {
            problems.add("index.yaml: the role 'general' is missing");
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "the question bank has " + problems.size() + " problem(s):\n  " + String.join("\n  ", problems));
        }
        return new QuestionBank(version, HexFormat.of().formatHex(digest.digest()), roles);
    }

    private JsonNode read(String path) {
        try (InputStream stream = resources.getResourceAsStream(path)) {
            if (stream == null) {
                problems.add(path + ": there is no such file");
                return MissingNode.getInstance();
            }
            byte[] bytes = stream.readAllBytes();
            digest.update(bytes);
            return yaml.readTree(bytes);
        } catch (IOException e) {
            problems.add(path + ": is not readable YAML: " + e.getMessage());
            return MissingNode.getInstance();
        }
    }

    private Role role(String slug, JsonNode node) {
        if (node.isMissingNode()) {
            return new Role(slug, slug, List.of(), List.of(), List.of());
        }
        Reader reader = new Reader(slug + ".yaml", node);
        reader.keys(ROLE_KEYS);
        if (!reader.text("role", 100).equals(slug)) {
            reader.problem("role must be '" + slug + "', as the file is named");
        }
        boolean general = slug.equals(Role.GENERAL);
        List<BankQuestion> questions = new ArrayList<>();
        JsonNode list = node.path("questions");
        if (list.isEmpty()) {
            reader.problem("has no questions");
        }
        for (int i = 0; i < list.size(); i++) {
            questions.add(question(slug, i + 1, list.get(i)));
        }
        return new Role(
                slug,
                reader.text("title", 100),
                reader.texts("aliases", general ? 0 : 1, 50),
                reader.texts("skills", general ? 0 : 1, 100),
                questions);
    }

    private BankQuestion question(String slug, int position, JsonNode node) {
        Reader reader = new Reader(slug + ".yaml, question " + position, node);
        reader.keys(QUESTION_KEYS);
        String id = reader.text("id", 100);
        if (!ids.add(id)) {
            reader.problem("id '" + id + "' is used before");
        }
        int minutes = node.path("minutes").asInt(0);
        if (minutes < 1 || minutes > 3) {
            reader.problem("minutes must be 1, 2 or 3");
        }
        return new BankQuestion(
                id,
                reader.text("competence", 100),
                reader.kind(),
                minutes,
                reader.texts("skills", 0, 20),
                reader.text("text", 400),
                reader.texts("followUps", 2, 3),
                reader.texts("rubric", 5, 5),
                reader.texts("signals", 4, 20));
    }

    /** Reads one mapping, naming its place in every problem. */
    private final class Reader {
        private final String place;
        private final JsonNode node;

        Reader(String place, JsonNode node) {
            this.place = place;
            this.node = node;
        }

        void problem(String text) {
            problems.add(place + ": " + text);
        }

        void keys(Set<String> known) {
            node.fieldNames().forEachRemaining(key -> {
                if (!known.contains(key)) {
                    problem("unknown key '" + key + "'");
                }
            });
        }

        String text(String key, int max) {
            return text(key, node.path(key), max);
        }

        private String text(String key, JsonNode value, int max) {
            if (!value.isValueNode()
                    || value.asText().isBlank()
                    || value.asText().length() > max) {
                problem(key + " must be a text of 1 to " + max + " characters");
                return "?";
            }
            return value.asText().strip();
        }

        List<String> texts(String key, int min, int max) {
            JsonNode list = node.path(key);
            if (!list.isArray() || list.size() < min || list.size() > max) {
                problem(key + " must be a list of " + min + " to " + max + " texts");
                return List.of();
            }
            List<String> texts = new ArrayList<>();
            list.forEach(value -> texts.add(text(key, value, 400)));
            return texts;
        }

        Kind kind() {
            String kind = node.path("kind").asText("").toUpperCase(Locale.ROOT);
            for (Kind known : Kind.values()) {
                if (known.name().equals(kind)) {
                    return known;
                }
            }
            problem("kind must be technical or behavioural");
            return Kind.TECHNICAL;
        }
    }
}
