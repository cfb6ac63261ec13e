package io.recruiterbrain.voice.http.request;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the OpenAPI file says of one operation.
 *
 * @param path with parameters in braces
 * @param bodies schema of the request body by media type, empty when it reads none
 * @param answerTypes media types of its good answers, empty when they have no body
 */
public record OperationSpec(
        String id,
        HttpMethod method,
        String path,
        Scheme scheme,
        List<ParameterSpec> parameters,
        Map<String, Schema> bodies,
        boolean bodyRequired,
        Set<String> answerTypes) {
    /** Which credential opens an operation. */
    public enum Scheme {
        NONE,
        API_KEY,
        CANDIDATE,
        LIVEKIT;

        static Scheme of(JsonArray security) {
            if (security.isEmpty()) {
                return NONE;
            }
            String name =
                    ((JsonObject) security.getValue(0)).fieldNames().iterator().next();
            return switch (name) {
                case "apiKey" -> API_KEY;
                case "candidate" -> CANDIDATE;
                case "liveKit" -> LIVEKIT;
                default -> throw new IllegalStateException("unknown security scheme in openapi.yaml: " + name);
            };
        }
    }

    /**
     * @param in {@code path}, {@code query} or {@code header}
     */
    public record ParameterSpec(String name, String in, boolean required, Schema schema) {}

    public OperationSpec {
        parameters = List.copyOf(parameters);
        bodies = Map.copyOf(bodies);
        answerTypes = Set.copyOf(answerTypes);
    }

    boolean matches(String requestPath) {
        String pattern = Arrays.stream(path.split("/"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/"));
        return Pattern.matches(pattern, requestPath);
    }
}
