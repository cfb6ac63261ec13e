package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request's path and headers, to be looked at later. */
final class Headers {
    private Headers() {}

    static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "" : path;
    }

    static Map<String, String> of(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
