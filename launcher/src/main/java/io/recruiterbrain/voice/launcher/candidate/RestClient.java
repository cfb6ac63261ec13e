package io.recruiterbrain.voice.launcher.candidate;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;

/** Blocking calls of the HTTP API with one bearer credential. */
public final class RestClient {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String credential;

    /** @param credential API key or candidate token */
    public RestClient(URI base, String credential) {
        this.base = base;
        this.credential = credential;
    }

    /**
     * @param location where a created resource lives, empty when the answer names none
     */
    public record Answer(int status, String body, String location) {
        /** The body as JSON; an empty one is an empty object. */
        public JsonObject json() {
            return body.isBlank() ? new JsonObject() : new JsonObject(body);
        }
    }

    public JsonObject get(String path) {
        return send("GET", path, "", "application/json").json();
    }

    public JsonObject post(String path, JsonObject body) {
        return send("POST", path, body.encode(), "application/json").json();
    }

    /** Sends a request; an answer other than 2xx becomes an {@link ApiException} with the problem's own sentence. */
    public Answer send(String method, String path, String body, String contentType) {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        HttpResponse<String> response = exchange(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new ApiException(response.statusCode(), explain(response));
        }
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Location").orElse(""));
    }

    /** Opens a stream of server-sent events. */
    EventStream events(String path) {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").build();
        return new EventStream(
                exchange(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + credential);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new ApiException(0, "Nothing answers at " + base + ". Start it with: rbv demo");
        } catch (IOException e) {
            throw new ApiException(0, "The connection to " + base + " broke: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(0, "interrupted");
        }
    }

    private static String explain(HttpResponse<String> response) {
        try {
            JsonObject problem = new JsonObject(response.body());
            String detail = problem.getString("detail", problem.getString("title", response.body()));
            JsonArray errors = problem.getJsonArray("errors", new JsonArray());
            // One error is what the detail says already.
            return errors.size() < 2
                    ? detail
                    : detail + " "
                            + errors.stream()
                                    .map(JsonObject.class::cast)
                                    .map(error -> error.getString("field") + ": " + error.getString("message"))
                                    .collect(Collectors.joining("; "));
        } catch (DecodeException e) {
            return response.uri().getPath() + " answered " + response.statusCode();
        }
    }
}
