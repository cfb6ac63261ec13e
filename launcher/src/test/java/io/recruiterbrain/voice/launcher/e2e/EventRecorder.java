package io.recruiterbrain.voice.launcher.e2e;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows an interview's event stream as a recruiter's system does. */
final class EventRecorder {
    private final List<Long> sequences = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final List<JsonObject> incidents = new CopyOnWriteArrayList<>();

    static EventRecorder follow(URI base, String apiKey, String interviewId) {
        EventRecorder recorder = new EventRecorder();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/interview/" + interviewId + "/events"))
                .header("Authorization", "Bearer " + apiKey)
                .header("Last-Event-ID", "0")
                .build();
        Thread.ofVirtual().start(() -> recorder.read(request));
        return recorder;
    }

    List<Long> sequences() {
        return sequences;
    }

    /** States the interview came to, in lower case. */
    List<String> states() {
        return states;
    }

    private void read(HttpRequest request) {
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    sequences.add(Long.valueOf(line.substring("id:".length()).strip()));
                } else if (line.startsWith("data:")) {
                    note(new JsonObject(line.substring("data:".length())));
                }
            }
        } catch (IOException | InterruptedException e) {
            // The node was stopped: the recording ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Data of the incidents on the interview's timeline. */
    List<JsonObject> incidents() {
        return incidents;
    }

    private void note(JsonObject event) {
        if ("interview.incident".equals(event.getString("type"))) {
            incidents.add(event.getJsonObject("data"));
        }
        if ("interview.state_changed".equals(event.getString("type"))) {
            states.add(event.getJsonObject("data").getString("to").toLowerCase(Locale.ROOT));
        }
    }
}
