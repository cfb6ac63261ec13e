package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares every JSON answer with the schema that the OpenAPI file gives for it: nothing missing, nothing that is not
 * described, every type and word as promised; and no answer holds a stack trace or the name of a class.
 */
final class AnswerCheck {
    private final JsonObject file;

    AnswerCheck(JsonObject file) {
        this.file = file;
    }

    void check(String method, String path, HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
        if (type.endsWith("json")) {
            assertThat(response.body())
                    .as("no answer shows what runs behind it")
                    .doesNotContain("Exception")
                    .doesNotContain("io.vertx")
                    .doesNotContain("io.recruiterbrain.voice")
                    .doesNotContain("java.")
                    .doesNotContain("com.fasterxml")
                    .doesNotContain("\tat ");
        }
        JsonObject operation = operation(method, path);
        if (operation == null || !type.endsWith("json")) {
            return;
        }
        JsonObject responses = operation.getJsonObject("responses");
        JsonObject described = responses.getJsonObject(
                Integer.toString(response.statusCode()), responses.getJsonObject("default", new JsonObject()));
        JsonObject content = resolve(described).getJsonObject("content", new JsonObject());
        assertThat(content.fieldNames())
                .as("%s %s answers %d as %s", method, path, response.statusCode(), type)
                .contains(type);
        check(content.getJsonObject(type).getJsonObject("schema"), Json.decodeValue(response.body()), "$");
    }

    private JsonObject operation(String method, String path) {
        String plain = path.split("\\?")[0];
        JsonObject best = null;
        for (Map.Entry<String, Object> entry : file.getJsonObject("paths")) {
            String pattern =
                    Pattern.compile("\\{[^}]+}").matcher(entry.getKey()).replaceAll("[^/]+");
            JsonObject found = ((JsonObject) entry.getValue()).getJsonObject(method.toLowerCase(Locale.ROOT));
            if (found != null
                    && plain.matches(pattern)
                    && (best == null || !entry.getKey().contains("{"))) {
                best = found;
            }
        }
        return best;
    }

    private void check(JsonObject reference, Object value, String at) {
        JsonObject schema = resolve(reference);
        if (schema.containsKey("allOf")) {
            schema.getJsonArray("allOf").forEach(part -> check((JsonObject) part, value, at));
        }
        if (schema.containsKey("enum")) {
            assertThat(schema.getJsonArray("enum").contains(value))
                    .as(at + " is one of its words")
                    .isTrue();
        }
        switch (schema.getString("type", "")) {
            case "object" -> checkObject(schema, (JsonObject) value, at);
            case "array" -> {
                JsonArray array = (JsonArray) value;
                for (int i = 0; i < array.size(); i++) {
                    check(schema.getJsonObject("items"), array.getValue(i), at + "[" + i + "]");
                }
            }
            case "string" -> assertThat(value).as(at).isInstanceOf(String.class);
            case "integer" -> assertThat(value).as(at).isInstanceOfAny(Integer.class, Long.class);
            case "number" -> assertThat(value).as(at).isInstanceOf(Number.class);
            case "boolean" -> assertThat(value).as(at).isInstanceOf(Boolean.class);
            default -> {}
        }
    }

    private void checkObject(JsonObject schema, JsonObject value, String at) {
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (Object name : schema.getJsonArray("required", new JsonArray())) {
            assertThat(value.fieldNames()).as(at).contains((String) name);
        }
        for (String name : value.fieldNames()) {
            if (schema.getValue("additionalProperties") instanceof JsonObject any) {
                check(any, value.getValue(name), at + "." + name);
            } else {
                assertThat(properties.fieldNames()).as(at).contains(name);
                check(properties.getJsonObject(name), value.getValue(name), at + "." + name);
            }
        }
    }

    private JsonObject resolve(JsonObject node) {
        String reference = node.getString("$ref");
        if (reference == null) {
            return node;
        }
        JsonObject target = file;
        for (String step : reference.substring(2).split("/")) {
            target = target.getJsonObject(step);
        }
        return resolve(target);
    }
}
