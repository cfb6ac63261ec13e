package io.recruiterbrain.voice.launcher.candidate;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events one by one; {@link #next} blocks. */
public final class EventStream implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    EventStream(InputStream in) {
        this.in = in;
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * @param name the event's type
     * @param data its JSON
     */
    public record Event(String name, JsonObject data) {}

    /** The next event, empty when the stream has ended. */
    public Optional<Event> next() {
        String name = "message";
        StringBuilder data = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return Optional.of(new Event(name, new JsonObject(data.toString())));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
