package io.recruiterbrain.voice.http.request;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A good answer.
 *
 * @param contentType absent together with {@code body}
 */
public record Answer(
        int status, @Nullable String contentType, @Nullable Buffer body, Map<String, String> headers) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer json(int status, JsonObject body) {
        return of(status, "application/json", body.toBuffer());
    }

    public static Answer ok(JsonObject body) {
        return json(200, body);
    }

    public static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, contentType, body, Map.of());
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, null, null, Map.of());
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, body, more);
    }
}
