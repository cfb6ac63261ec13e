package io.recruiterbrain.voice.http.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recruiterbrain.voice.http.problem.FieldError;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks headers, parameters and body of a request against its operation; collects every wrong field. */
final class RequestCheck {
    private RequestCheck() {}

    /** Fails when the answer has no form that the client accepts. */
    static void accepts(OperationSpec operation, HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || operation.answerTypes().isEmpty()) {
            return;
        }
        boolean acceptable = operation.answerTypes().stream().anyMatch(type -> MediaRange.accepts(accept, type));
        if (!acceptable) {
            throw new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE,
                    "This answer is only available as " + String.join(" or ", new TreeSet<>(operation.answerTypes()))
                            + "; name it in the Accept header.");
        }
    }

    /** The media type of the body, empty when there is none; fails when the operation does not read it. */
    static String bodyType(OperationSpec operation, HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (operation.bodies().isEmpty() || (header == null && !hasBody(request))) {
            return "";
        }
        String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!operation.bodies().containsKey(type)) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as " + String.join(" or ", operation.bodies().keySet())
                            + " and say so in the Content-Type header.");
        }
        return type;
    }

    /** Path, query and header parameters; faults are added to {@code errors}. */
    static Map<String, Object> parameters(OperationSpec operation, RoutingContext context, List<FieldError> errors) {
        Map<String, Object> values = new LinkedHashMap<>();
        MultiMap query = queryOf(context, errors);
        for (OperationSpec.ParameterSpec parameter : operation.parameters()) {
            List<String> given = switch (parameter.in()) {
                case "path" -> List.of(context.pathParam(parameter.name()));
                case "query" -> query.getAll(parameter.name());
                case "header" -> context.request().headers().getAll(parameter.name());
                default -> throw new IllegalStateException("openapi.yaml has a parameter in " + parameter.in());
            };
            Schema schema = parameter.schema();
            if (given.isEmpty()) {
                if (schema.defaultValue() != null) {
                    values.put(parameter.name(), schema.defaultValue());
                } else if (parameter.required()) {
                    errors.add(new FieldError(parameter.name(), "is missing"));
                }
            } else if (given.size() > 1 && !schema.isArray()) {
                errors.add(new FieldError(parameter.name(), "must be given once only"));
            } else {
                Object value = schema.isArray()
                        ? new JsonArray(
                                given.stream().map(schema.element()::ofText).toList())
                        : schema.ofText(given.getFirst());
                schema.check(value, parameter.name(), errors::add);
                values.put(parameter.name(), value);
            }
        }
        refuseUnknown(operation, query, errors);
        return values;
    }

    /** The JSON body, empty when there is none and none is needed; faults are added to {@code errors}. */
    static JsonObject json(OperationSpec operation, String type, Buffer body, List<FieldError> errors) {
        if (body.length() == 0) {
            if (operation.bodyRequired()) {
                errors.add(new FieldError("body", "is missing"));
            }
            return new JsonObject();
        }
        Object value;
        try {
            value = Json.decodeValue(utf8(body));
        } catch (DecodeException e) {
            errors.add(new FieldError("body", "is not valid JSON" + placeOf(e)));
            return new JsonObject();
        } catch (CharacterCodingException e) {
            errors.add(new FieldError("body", "is not UTF-8 text"));
            return new JsonObject();
        }
        if (!(value instanceof JsonObject object)) {
            errors.add(new FieldError("body", "must be an object"));
            return new JsonObject();
        }
        schemaOf(operation, type).check(object, "", errors::add);
        return object;
    }

    /** A body that is not JSON. */
    static String text(OperationSpec operation, String type, Buffer body, List<FieldError> errors) {
        try {
            String text = utf8(body);
            schemaOf(operation, type).check(text, "body", errors::add);
            return text;
        } catch (CharacterCodingException e) {
            errors.add(new FieldError("body", "is not UTF-8 text"));
            return "";
        }
    }

    private static Schema schemaOf(OperationSpec operation, String type) {
        Schema schema = operation.bodies().get(type);
        if (schema == null) {
            throw new IllegalStateException("no schema for " + type);
        }
        return schema;
    }

    private static void refuseUnknown(OperationSpec operation, MultiMap query, List<FieldError> errors) {
        Set<String> known = operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("query"))
                .map(OperationSpec.ParameterSpec::name)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : new ArrayList<>(query.names())) {
            if (!known.contains(name)) {
                errors.add(new FieldError(
                        name.matches("[A-Za-z0-9_.-]{1,60}") ? name : "?",
                        "is not a parameter here"
                                + (known.isEmpty() ? "" : "; known are " + String.join(", ", known))));
            }
        }
    }

    private static MultiMap queryOf(RoutingContext context, List<FieldError> errors) {
        try {
            return context.queryParams();
        } catch (RuntimeException e) {
            errors.add(new FieldError("query", "is not encoded properly"));
            return MultiMap.caseInsensitiveMultiMap();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private static String utf8(Buffer body) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body.getBytes()))
                .toString();
    }

    /** Where the JSON breaks; the parser's own text may quote the body and is left out. */
    private static String placeOf(DecodeException e) {
        return e.getCause() instanceof JsonProcessingException parser && parser.getLocation() != null
                ? " near line " + parser.getLocation().getLineNr()
                : "";
    }
}
