package io.recruiterbrain.voice.http.request;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code openapi.yaml}: the source of every route, its credential and the limits of its fields.
 *
 * <p>vertx-openapi knows a few media types only. It gets the file with the contents of other types left out; the routes
 * and this class read the whole one.
 */
public final class OpenApiFile {
    private static final String RESOURCE = "openapi.yaml";
    private static final Set<String> KNOWN_TO_VERTX = Set.of("application/json", "text/plain");

    private final String text;
    private final JsonObject file;
    private final OpenAPIContract contract;
    private final Map<String, OperationSpec> operations = new LinkedHashMap<>();

    private OpenApiFile(String text, JsonObject file, OpenAPIContract contract) {
        this.text = text;
        this.file = file;
        this.contract = contract;
        for (Operation operation : contract.operations()) {
            operations.put(operation.getOperationId(), specOf(operation));
        }
    }

    /** Reads the file from the class path; a fault in it fails the future. */
    public static Future<OpenApiFile> load(Vertx vertx) {
        return vertx.executeBlocking(OpenApiFile::readResource)
                .map(Objects::requireNonNull)
                .compose(text -> {
                    JsonObject file = parse(text);
                    return OpenAPIContract.from(vertx, forVertx(file))
                            .map(contract -> new OpenApiFile(text, file, contract));
                });
    }

    /** The file as it is served. */
    public Buffer text() {
        return Buffer.buffer(text);
    }

    /** The whole file as JSON; a copy. */
    public JsonObject raw() {
        return file.copy();
    }

    OpenAPIContract contract() {
        return contract;
    }

    /** Every operation by its id. */
    public Map<String, OperationSpec> operations() {
        return Map.copyOf(operations);
    }

    /** Whether the file has this very path, without a parameter; it goes before every path with one that matches. */
    boolean names(String path) {
        return operations.values().stream()
                .anyMatch(operation -> operation.path().equals(path));
    }

    /** The methods a path has in the file, empty for a path that it does not know. */
    public Set<String> methodsOf(String path) {
        boolean named = names(path);
        Set<String> methods = new TreeSet<>();
        operations.values().stream()
                .filter(operation -> named ? operation.path().equals(path) : operation.matches(path))
                .forEach(operation -> methods.add(operation.method().name()));
        return methods;
    }

    private OperationSpec specOf(Operation operation) {
        JsonObject pathItem = file.getJsonObject("paths").getJsonObject(operation.getOpenAPIPath());
        JsonObject raw = pathItem.getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT));
        List<OperationSpec.ParameterSpec> parameters = new ArrayList<>();
        for (JsonObject parameter : parametersOf(pathItem, raw)) {
            parameters.add(new OperationSpec.ParameterSpec(
                    parameter.getString("name"),
                    parameter.getString("in"),
                    parameter.getBoolean("required", false),
                    Schema.compile(file, parameter.getJsonObject("schema"))));
        }
        Map<String, Schema> bodies = new LinkedHashMap<>();
        JsonObject requestBody = raw.getJsonObject("requestBody", new JsonObject());
        JsonObject content = requestBody.getJsonObject("content", new JsonObject());
        content.fieldNames()
                .forEach(type -> bodies.put(
                        type, Schema.compile(file, content.getJsonObject(type).getJsonObject("schema"))));
        return new OperationSpec(
                operation.getOperationId(),
                operation.getHttpMethod(),
                operation.getOpenAPIPath(),
                OperationSpec.Scheme.of(raw.getJsonArray("security", file.getJsonArray("security"))),
                parameters,
                bodies,
                requestBody.getBoolean("required", false),
                answerTypes(raw));
    }

    private List<JsonObject> parametersOf(JsonObject pathItem, JsonObject operation) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonArray declared : List.of(
                pathItem.getJsonArray("parameters", new JsonArray()),
                operation.getJsonArray("parameters", new JsonArray()))) {
            declared.forEach(parameter -> all.add(Schema.resolve(file, (JsonObject) parameter)));
        }
        return all;
    }

    private Set<String> answerTypes(JsonObject operation) {
        Set<String> types = new TreeSet<>();
        JsonObject responses = operation.getJsonObject("responses");
        responses.fieldNames().stream()
                .filter(status -> status.startsWith("2"))
                .forEach(status -> Schema.resolve(file, responses.getJsonObject(status))
                        .getJsonObject("content", new JsonObject())
                        .fieldNames()
                        .forEach(types::add));
        return types;
    }

    private static String readResource() {
        try (InputStream stream = OpenApiFile.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parse(String text) {
        Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        // Through text, so that every level is a JsonObject or JsonArray and nothing is a YAML type.
        return new JsonObject(new JsonObject(tree).encode());
    }

    private static JsonObject forVertx(JsonObject file) {
        JsonObject copy = file.copy();
        // "/" is where the file itself came from; vertx-openapi takes absolute addresses only.
        copy.remove("servers");
        strip(copy);
        return copy;
    }

    private static void strip(Object node) {
        if (node instanceof JsonObject object) {
            if (object.getValue("content") instanceof JsonObject content) {
                content.fieldNames().removeIf(type -> !KNOWN_TO_VERTX.contains(type));
                if (content.isEmpty()) {
                    object.remove("content");
                }
            }
            if (object.getValue("requestBody") instanceof JsonObject body) {
                strip(body);
                if (!body.containsKey("content")) {
                    object.remove("requestBody");
                }
            }
            object.forEach(entry -> strip(entry.getValue()));
        } else if (node instanceof JsonArray array) {
            array.forEach(OpenApiFile::strip);
        }
    }
}
