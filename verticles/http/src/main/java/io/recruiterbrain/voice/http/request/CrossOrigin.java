package io.recruiterbrain.voice.http.request;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Lets pages of other sites call the API, for origins from the configuration. It only ever adds permission: refusing is
 * the browser's part, and a request from our own pages carries an origin too.
 */
public final class CrossOrigin {
    private final Set<String> origins;

    /**
     * @param origins such as {@code https://hr.example.com}; {@code *} for all
     */
    public CrossOrigin(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || origins.isEmpty()) {
            context.next();
            return;
        }
        MultiMap headers = context.response().headers();
        headers.set(HttpHeaders.VARY, "Origin");
        boolean allowed = origins.contains("*") || origins.contains(origin);
        if (allowed) {
            // No cookies are used, so credentials are not allowed and need not be.
            headers.set("Access-Control-Allow-Origin", origins.contains("*") ? "*" : origin)
                    .set("Access-Control-Expose-Headers", "Location, X-Request-Id, Retry-After");
        }
        if (!request.method().equals(HttpMethod.OPTIONS)
                || !request.headers().contains("Access-Control-Request-Method")) {
            context.next();
            return;
        }
        if (allowed) {
            headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                    .set(
                            "Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Accept, Idempotency-Key, Last-Event-ID, X-Request-Id")
                    .set("Access-Control-Max-Age", "3600");
        }
        context.response().setStatusCode(204).end();
    }
}
