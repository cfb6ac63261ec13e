package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A versioned instruction of ours, with the schema of its answer. Nothing of job, resume or candidate is ever put into
 * it: that goes beside it, as data.
 *
 * @param name with the version, as the file is named
 * @param schema of the answer; empty for plain words
 * @param sha256 over text and schema, lower-case hexadecimal
 */
record Prompt(String name, String text, Map<String, Object> schema, String sha256) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Prompt {
        schema = Map.copyOf(schema);
    }

    /** Without a schema: the answer is plain words. */
    static Prompt words(String name) {
        String text = resource(name + ".txt");
        return new Prompt(name, text, Map.of(), sha256(text));
    }

    static Prompt json(String name) {
        String text = resource(name + ".txt");
        String schema = resource(name + ".schema.json");
        try {
            return new Prompt(
                    name, text, JSON.readValue(schema, new TypeReference<>() {}), sha256(text + "\n" + schema));
        } catch (IOException e) {
            throw new IllegalStateException("prompts/" + name + ".schema.json is not valid: " + e.getMessage(), e);
        }
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String resource(String file) {
        try (InputStream stream = Prompt.class.getClassLoader().getResourceAsStream("prompts/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("prompts/" + file + " is missing on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("prompts/" + file + " is not readable", e);
        }
    }
}
