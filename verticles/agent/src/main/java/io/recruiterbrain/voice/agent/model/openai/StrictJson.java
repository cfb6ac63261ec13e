package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a model's JSON as if there had been no schema; problems are said without the model's words. */
final class StrictJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** Throws {@link IllegalArgumentException}, as every method here. */
    static JsonNode object(String text, Set<String> fields) {
        try {
            return object(JSON.readTree(text), fields);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON");
        }
    }

    /** The same node, when it has these fields and no others. */
    static JsonNode object(JsonNode node, Set<String> fields) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        if (!node.isObject() || !names.equals(fields)) {
            throw new IllegalArgumentException("an object has not exactly the fields of the schema");
        }
        return node;
    }

    static String text(JsonNode node, String field, int longest) {
        JsonNode value = node.path(field);
        String text = value.asText().strip();
        if (!value.isTextual() || text.isEmpty() || text.length() > longest) {
            throw new IllegalArgumentException(field + " must be a text of 1 to " + longest + " characters");
        }
        return text;
    }

    static int number(JsonNode node, String field, int least, int most) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw new IllegalArgumentException(field + " must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    static List<String> texts(JsonNode node, String field, int fewest, int most) {
        JsonNode list = node.path(field);
        if (!list.isArray() || list.size() < fewest || list.size() > most) {
            throw new IllegalArgumentException(field + " must be a list of " + fewest + " to " + most);
        }
        List<String> texts = new ArrayList<>();
        list.forEach(value -> {
            String text = value.asText().strip();
            if (!value.isTextual() || text.isEmpty() || text.length() > 400) {
                throw new IllegalArgumentException(field + " must be texts of 1 to 400 characters");
            }
            texts.add(text);
        });
        return texts;
    }
}
