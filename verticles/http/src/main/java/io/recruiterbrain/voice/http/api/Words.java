package io.recruiterbrain.voice.http.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values are written in the API's JSON: words in lower case, times in ISO 8601, absent ones left out. */
final class Words {
    private Words() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static void optional(JsonObject target, String field, @Nullable Object value) {
        if (value != null) {
            target.put(field, value instanceof Instant time ? time.toString() : value);
        }
    }

    static <T> JsonArray list(Collection<T> values, Function<T, ?> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }
}
