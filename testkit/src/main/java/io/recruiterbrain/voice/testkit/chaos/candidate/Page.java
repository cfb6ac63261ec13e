package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** HTTP of one candidate's page. A request that gets no answer is answered with status 0. Blocking; safe for any thread. */
final class Page {
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final HttpClient http;
    private final URI root;
    private final String token;

    /**
     * @param base where the nodes are reached
     * @param link as {@code start} answered it: {@code <public url>/i/<id>#<token>}
     */
    Page(HttpClient http, URI base, URI link) {
        this.http = http;
        String path = link.getPath();
        root = base.resolve("/api/v1/candidate/" + path.substring(path.lastIndexOf('/') + 1));
        token = link.getFragment();
    }

    /** @param status 0 for no answer */
    record Answer(int status, JsonObject body) {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** The problem's code, empty for none. */
        String code() {
            return body.getString("code", "");
        }
    }

    Answer get() throws InterruptedException {
        return send(request("").build());
    }

    Answer post(String path, JsonObject body) throws InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build());
    }

    /** The event stream of a session; empty when it was refused. */
    Optional<InputStream> events(String sessionId, String lastEventId) throws InterruptedException {
        HttpRequest.Builder request = request("/events?session_id=" + sessionId).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return Optional.of(response.body());
            }
            response.body().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(String path) {
        // Of a stream this limits the time until it begins.
        return HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isBlank() ? new JsonObject() : new JsonObject(response.body()));
        } catch (IOException | DecodeException e) {
            return new Answer(0, new JsonObject());
        }
    }
}
