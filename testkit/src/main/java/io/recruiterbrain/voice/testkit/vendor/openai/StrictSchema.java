package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * Refuses the schemas that OpenAI refuses with {@code strict: true}; after "Structured outputs", section "Supported
 * schemas": an object at the root, each object closed, each property required, a subset of keywords.
 */
final class StrictSchema {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "const",
            "anyOf",
            "description",
            "title",
            "pattern",
            "format",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "minItems",
            "maxItems",
            "$ref",
            "$defs");

    private final String name;

    private StrictSchema(String name) {
        this.name = name;
    }

    static void check(String name, JsonObject schema) {
        StrictSchema check = new StrictSchema(name);
        if (!"object".equals(schema.getValue("type"))) {
            throw check.refusal("()", "schema must be a JSON Schema of 'type: \"object\"'");
        }
        check.node(schema, "()");
    }

    private void node(JsonObject schema, String context) {
        for (String keyword : schema.fieldNames()) {
            if (!KEYWORDS.contains(keyword)) {
                throw refusal(context, "'" + keyword + "' is not permitted");
            }
        }
        if (schema.containsKey("properties")) {
            object(schema, context);
        }
        if (schema.getValue("items") instanceof JsonObject items) {
            node(items, context + " items");
        }
        if (schema.getValue("anyOf") instanceof JsonArray any) {
            any.forEach(option -> node((JsonObject) option, context + " anyOf"));
        }
    }

    private void object(JsonObject schema, String context) {
        if (!Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
            throw refusal(context, "'additionalProperties' is required to be supplied and to be false");
        }
        JsonObject properties = schema.getJsonObject("properties");
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (String property : properties.fieldNames()) {
            if (!required.contains(property)) {
                throw refusal(
                        context,
                        "'required' is required to be supplied and to be an array including every key in properties."
                                + " Missing '" + property + "'");
            }
            node(properties.getJsonObject(property), context + " " + property);
        }
    }

    private ApiError.Refusal refusal(String context, String problem) {
        return new ApiError.Refusal(ApiError.invalid(
                "Invalid schema for response_format '" + name + "': In context=" + context + ", " + problem + ".",
                "response_format",
                null));
    }
}
