package io.recruiterbrain.voice.http.request;

import io.recruiterbrain.voice.http.problem.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema that requests need, read from the OpenAPI file, with messages for people: all wrong fields at
 * once, each with one sentence that never repeats the value.
 *
 * <p>A keyword that is not checked here stops the start, so the file cannot promise what nobody looks at.
 */
public final class Schema {
    private static final Set<String> SAID_ONLY =
            Set.of("description", "title", "default", "examples", "example", "x-message");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Schema> properties = new HashMap<>();
    private final @Nullable String type;
    private final @Nullable Object defaultValue;
    private final List<String> required;
    private final boolean closed;
    private @Nullable Schema items;

    private Schema(JsonObject file, JsonObject source) {
        String foundType = source.getString("type");
        for (Object part : source.getJsonArray("allOf", new JsonArray())) {
            Schema inherited = compile(file, (JsonObject) part);
            rules.addAll(inherited.rules);
            foundType = foundType == null ? inherited.type : foundType;
        }
        type = foundType;
        defaultValue = source.getValue("default");
        required = source.getJsonArray("required", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
        closed = Boolean.FALSE.equals(source.getValue("additionalProperties"));
        source.fieldNames().forEach(keyword -> read(file, source, keyword));
    }

    /** Reads a schema, following {@code $ref} within the file. */
    public static Schema compile(JsonObject file, JsonObject schema) {
        return new Schema(file, resolve(file, schema));
    }

    static JsonObject resolve(JsonObject file, JsonObject node) {
        String reference = node.getString("$ref");
        if (reference == null) {
            return node;
        }
        JsonObject target = file;
        for (String step : reference.substring("#/".length()).split("/")) {
            target = target.getJsonObject(step);
        }
        return resolve(file, target);
    }

    /** What an absent value stands for, absent when there is nothing. */
    public @Nullable Object defaultValue() {
        return defaultValue;
    }

    /** Whether a parameter of this schema may be given more than once. */
    public boolean isArray() {
        return "array".equals(type);
    }

    /** The schema of an array's elements, or of a value itself when it is none. */
    public Schema element() {
        return items == null ? this : items;
    }

    /** The JSON value a parameter's text stands for; a text that is no number stays text and fails the check. */
    public Object ofText(String text) {
        if ("integer".equals(type) && text.matches("-?\\d{1,18}")) {
            return Long.valueOf(text);
        }
        return text;
    }

    /** Reports every fault of a value to {@code errors}. */
    public void check(@Nullable Object value, String path, Consumer<FieldError> errors) {
        if (value == null || !hasType(value)) {
            String hint = value == null ? "; leave it out when there is none" : "";
            errors.accept(new FieldError(path, "must be " + article() + hint));
            return;
        }
        for (Rule rule : rules) {
            String fault = rule.fault(value);
            if (fault != null) {
                errors.accept(new FieldError(path, fault));
                return;
            }
        }
        if (value instanceof JsonObject object) {
            checkFields(object, path, errors);
        } else if (value instanceof JsonArray array && items != null) {
            for (int i = 0; i < array.size(); i++) {
                items.check(array.getValue(i), path + "[" + i + "]", errors);
            }
        }
    }

    private void checkFields(JsonObject object, String path, Consumer<FieldError> errors) {
        String prefix = path.isEmpty() ? "" : path + ".";
        for (String name : required) {
            if (!object.containsKey(name)) {
                errors.accept(new FieldError(prefix + name, "is missing"));
            }
        }
        for (String name : object.fieldNames()) {
            Schema property = properties.get(name);
            if (property != null) {
                property.check(object.getValue(name), prefix + name, errors);
            } else if (closed) {
                // The client chose this name: show only as much of it as can be meant as one.
                String shown = name.matches("[A-Za-z0-9_.-]{1,60}") ? prefix + name : prefix + "?";
                errors.accept(new FieldError(
                        shown, "is not known here" + (properties.isEmpty() ? "" : "; known are " + known())));
            }
        }
    }

    private String known() {
        return String.join(", ", properties.keySet().stream().sorted().toList());
    }

    private boolean hasType(Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            case "boolean" -> value instanceof Boolean;
            case "number" -> value instanceof Number;
            case null, default -> throw new IllegalStateException("openapi.yaml has a request schema without a type");
        };
    }

    private String article() {
        return switch (type) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "object" -> "an object";
            case "array" -> "a list";
            case "boolean" -> "true or false";
            case null, default -> "a number";
        };
    }

    private void read(JsonObject file, JsonObject source, String keyword) {
        switch (keyword) {
            case "type", "required", "additionalProperties", "allOf" -> {}
            case "properties" ->
                source.getJsonObject(keyword)
                        .forEach(entry -> properties.put(entry.getKey(), compile(file, (JsonObject) entry.getValue())));
            case "items" -> items = compile(file, source.getJsonObject(keyword));
            case "minLength" -> minLength(source.getInteger(keyword));
            case "maxLength" -> maxLength(source.getInteger(keyword));
            case "pattern" -> pattern(source.getString(keyword), source.getString("x-message"));
            case "minimum", "maximum" -> range(source.getLong("minimum"), source.getLong("maximum"));
            case "minItems", "maxItems" -> items(source.getInteger("minItems"), source.getInteger("maxItems"));
            case "enum" ->
                oneOf(source.getJsonArray(keyword).stream().map(String::valueOf).toList());
            case "format" -> format(source.getString(keyword));
            default -> {
                if (!SAID_ONLY.contains(keyword)) {
                    throw new IllegalStateException("openapi.yaml uses a keyword nobody checks: " + keyword);
                }
            }
        }
    }

    private void minLength(int least) {
        rules.add(value -> ((String) value).length() >= least
                ? null
                : least == 1 ? "must not be empty" : "must have at least " + least + " characters");
    }

    private void maxLength(int most) {
        // First, so that no pattern runs over a text that is far too long.
        rules.addFirst(value -> ((String) value).length() <= most ? null : "must have at most " + most + " characters");
    }

    private void pattern(String expression, @Nullable String message) {
        if (message == null) {
            throw new IllegalStateException("openapi.yaml has a pattern without x-message: " + expression);
        }
        // In JSON Schema "$" is the very end; in Java it also stands before a last line break.
        String anchored =
                expression.endsWith("$") ? expression.substring(0, expression.length() - 1) + "\\z" : expression;
        Pattern pattern = Pattern.compile(anchored, Pattern.UNICODE_CHARACTER_CLASS);
        rules.add(value -> pattern.matcher((String) value).find() ? null : message);
    }

    private void range(@Nullable Long least, @Nullable Long most) {
        rules.add(value -> {
            long number = ((Number) value).longValue();
            if ((least == null || number >= least) && (most == null || number <= most)) {
                return null;
            }
            return most == null ? "must be at least " + least : "must be between " + least + " and " + most;
        });
    }

    private void items(@Nullable Integer least, @Nullable Integer most) {
        rules.add(value -> {
            int size = ((JsonArray) value).size();
            if ((least == null || size >= least) && (most == null || size <= most)) {
                return null;
            }
            return least != null && least.equals(most)
                    ? "must have exactly " + most + " entries"
                    : "must have at most " + most + " entries";
        });
    }

    private void oneOf(List<String> words) {
        rules.add(value -> words.contains(String.valueOf(value)) ? null : "must be one of " + String.join(", ", words));
    }

    private void format(String format) {
        switch (format) {
            case "uuid" -> rules.add(value -> UUID.matcher((String) value).matches() ? null : "must be a UUID");
            case "date-time" ->
                rules.add(value -> isTime((String) value) ? null : "must be a time such as 2026-11-23T10:00:00Z");
            case "int64" -> {}
            default -> throw new IllegalStateException("openapi.yaml uses a format nobody checks: " + format);
        }
    }

    private static boolean isTime(String text) {
        try {
            int year = OffsetDateTime.parse(text).getYear();
            // What lies outside cannot be stored as a timestamp everywhere.
            return year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** One keyword; gives what is wrong with a value of the right type, or nothing. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        String fault(Object value);
    }
}
