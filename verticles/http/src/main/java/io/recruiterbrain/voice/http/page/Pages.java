package io.recruiterbrain.voice.http.page;

import io.recruiterbrain.voice.http.config.LiveKitAccess;
import io.recruiterbrain.voice.http.problem.Problems;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console, the candidate's page and the API's documentation, from the class path. HTML is never cached, so that a new
 * version shows at once; files under {@code assets/} have their hash in their name and are kept for a year.
 */
public final class Pages {
    private static final Pattern NAME =
            Pattern.compile("/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    private static final String SWAGGER = "META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private static final String CANDIDATE = "webroot/candidate/index.html";

    private final StaticFiles files;
    private final String candidatePolicy;

    /** @param liveKit which the candidate's page may connect to; absent when it connects to the agent directly */
    public Pages(Vertx vertx, @Nullable LiveKitAccess liveKit) {
        files = new StaticFiles(vertx);
        candidatePolicy = SecurityHeaders.candidatePolicy(liveKit);
    }

    public void register(Operations operations) {
        operations.on(
                "getDocs",
                request -> files.find("docs/index.html")
                        .map(found -> found.map(file -> Answer.of(200, "text/html; charset=utf-8", file.content())
                                        .with("Content-Security-Policy", SecurityHeaders.PAGE_POLICY)
                                        .with("Cache-Control", "no-store"))
                                .orElseThrow(Problems::notFound)));
    }

    /** Adds what is no operation: pages and their files. These paths are not in the OpenAPI file. */
    public void mount(Router router) {
        router.get("/").handler(context -> redirect(context, "/console/"));
        // Vert.x takes a path with and without a slash at its end for the same.
        router.get("/console").handler(this::console);
        router.get("/i/:interview").handler(context -> send(context, CANDIDATE));
        router.get("/docs/ui/:file")
                .handler(context -> send(context, swaggerFile(String.valueOf(context.pathParam("file")))));
        router.get("/docs/init.js").handler(context -> send(context, "docs/init.js"));
        router.get().handler(this::file);
    }

    private void console(RoutingContext context) {
        if (context.request().uri().replaceFirst("[?].*", "").endsWith("/")) {
            send(context, "webroot/console/index.html");
        } else {
            redirect(context, "/console/");
        }
    }

    private void file(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith("/api/") || !NAME.matcher(path).matches()) {
            context.next();
            return;
        }
        send(context, "webroot" + path);
    }

    private static String swaggerFile(String name) {
        return name.matches("swagger-ui(-bundle)?\\.(js|css)|favicon-\\d+x\\d+\\.png") ? SWAGGER + name : "";
    }

    private void send(RoutingContext context, String resource) {
        files.find(resource)
                .onSuccess(found -> found.ifPresentOrElse(file -> send(context, resource, file), context::next))
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, String resource, StaticFiles.StaticFile file) {
        HttpServerResponse response = context.response();
        boolean html = resource.endsWith(".html");
        response.putHeader(HttpHeaders.CONTENT_TYPE, typeOf(resource));
        if (html) {
            String policy = resource.equals(CANDIDATE) ? candidatePolicy : SecurityHeaders.PAGE_POLICY;
            response.putHeader("Content-Security-Policy", policy).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        } else {
            response.putHeader(HttpHeaders.ETAG, file.etag())
                    .putHeader(HttpHeaders.CACHE_CONTROL, resource.contains("/assets/") ? FOREVER : ASK_AGAIN);
            if (file.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.end(file.content());
    }

    private static String typeOf(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "ico" -> "image/x-icon";
            case "woff2" -> "font/woff2";
            case "wav" -> "audio/wav";
            case "json", "map" -> "application/json";
            case "webmanifest" -> "application/manifest+json";
            case "txt" -> "text/plain; charset=utf-8";
            default -> "application/octet-stream";
        };
    }

    private static void redirect(RoutingContext context, String target) {
        context.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, target)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
