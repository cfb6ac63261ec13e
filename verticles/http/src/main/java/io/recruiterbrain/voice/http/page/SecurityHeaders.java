package io.recruiterbrain.voice.http.page;

import io.recruiterbrain.voice.http.config.LiveKitAccess;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Headers of every answer that keep browsers from doing more with it than they should. */
public final class SecurityHeaders {
    /** For pages: everything from here, nothing inline. */
    static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For the candidate's page, which connects to the LiveKit server where there is one. */
    static String candidatePolicy(@Nullable LiveKitAccess liveKit) {
        return liveKit == null
                ? PAGE_POLICY
                : PAGE_POLICY.replace("connect-src 'self'", "connect-src 'self' " + liveKit.origins());
    }

    /** For everything else: an answer opened as a page may do nothing. */
    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private final boolean https;

    /**
     * @param https whether browsers reach this server by TLS
     */
    public SecurityHeaders(boolean https) {
        this.https = https;
    }

    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Permissions-Policy", "microphone=(self), camera=(), geolocation=(), display-capture=()")
                .set("Content-Security-Policy", DATA_POLICY)
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("X-Frame-Options", "DENY");
        if (https) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }
}
