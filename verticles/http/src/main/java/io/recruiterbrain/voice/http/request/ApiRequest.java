package io.recruiterbrain.voice.http.request;

import io.recruiterbrain.voice.http.auth.Principal;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request whose credential, parameters and body were checked against the OpenAPI file.
 *
 * @param parameters by name: a text, a number, or a {@link JsonArray}; absent ones with a default have it
 * @param body of a JSON request, empty when there is none
 * @param text of a request in another media type, empty when there is none
 * @param context for what streams its answer
 */
public record ApiRequest(
        OperationSpec operation,
        Principal principal,
        Map<String, Object> parameters,
        JsonObject body,
        String text,
        RoutingContext context) {

    /** The interview in the path. */
    public UUID interviewId() {
        return UUID.fromString((String) required("interview_id"));
    }

    public UUID sessionId() {
        return UUID.fromString((String) required("session_id"));
    }

    public @Nullable String string(String name) {
        return (String) parameters.get(name);
    }

    public int integer(String name) {
        return ((Number) required(name)).intValue();
    }

    public @Nullable Long number(String name) {
        return parameters.get(name) instanceof Number number ? number.longValue() : null;
    }

    public @Nullable Instant time(String name) {
        return timeOf(string(name));
    }

    /** The values of a parameter that may be repeated. */
    public List<String> strings(String name) {
        return parameters.get(name) instanceof JsonArray values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The time a checked text stands for. */
    public static @Nullable Instant timeOf(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    /** The constant that a word of the API stands for. */
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    /** Makes a bus message; what its record refuses is the client's fault and named as such. */
    public static <M> M message(Supplier<M> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException refused) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "The request is not acceptable: " + refused.getMessage() + ".");
        }
    }

    private Object required(String name) {
        Object value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("openapi.yaml does not require " + name + " of " + operation.id());
        }
        return value;
    }
}
