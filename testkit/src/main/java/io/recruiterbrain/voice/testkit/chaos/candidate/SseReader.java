package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events until the stream ends. */
final class SseReader {
    private final InputStream in;

    SseReader(InputStream in) {
        this.in = in;
    }

    /**
     * @param id empty for an event that is not durable
     */
    record Event(String name, String id, JsonObject data) {}

    /** Gets each event, and says whether it wants the next one. */
    @FunctionalInterface
    interface Handler {
        boolean on(Event event);
    }

    /** Returns when the stream ends, in order or not, or is not wanted any more; it is closed then. */
    void read(Handler handler) {
        String name = "message";
        String id = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = value(line);
                } else if (line.startsWith("id:")) {
                    id = value(line);
                } else if (line.startsWith("data:")) {
                    data.append(value(line));
                } else if (line.isEmpty()) {
                    if (!data.isEmpty() && !handler.on(new Event(name, id, new JsonObject(data.toString())))) {
                        return;
                    }
                    name = "message";
                    id = "";
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // As good as its end: the page opens the next one.
        }
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
