package io.recruiterbrain.voice.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of an event stream, with nothing of ours in it: reads frames as they come, on a thread of its own. */
final class EventReader implements AutoCloseable {
    private static final Frame END = new Frame("", "end of stream", "");

    private final InputStream stream;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    /**
     * @param id empty when the frame has none
     * @param event empty for a comment, whose text is then {@code data}
     */
    record Frame(String id, String event, String data) {
        long sequence() {
            return Long.parseLong(id);
        }

        JsonObject json() {
            return new JsonObject(data);
        }

        JsonObject payload() {
            return json().getJsonObject("data");
        }
    }

    private EventReader(InputStream stream) {
        this.stream = stream;
        Thread.ofVirtual().start(this::read);
    }

    static EventReader open(HttpClient client, HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> response =
                client.send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode() + ": "
                    + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        return new EventReader(response.body());
    }

    /** The next frame that is no comment. */
    Frame next() throws InterruptedException {
        while (true) {
            Frame frame = frames.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no further frame came");
            }
            if (!frame.event().isEmpty()) {
                return frame;
            }
        }
    }

    List<Frame> next(int count) throws InterruptedException {
        List<Frame> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(next());
        }
        return some;
    }

    /** The next comment. */
    String comment() throws InterruptedException {
        while (true) {
            Frame frame = frames.poll(20, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no comment came");
            }
            if (frame.event().isEmpty()) {
                return frame.data();
            }
        }
    }

    static boolean isEnd(Frame frame) {
        return frame.equals(END);
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String id = "";
            String event = "";
            String data = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(":")) {
                    frames.add(new Frame("", "", line));
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !event.isEmpty()) {
                    frames.add(new Frame(id, event, data));
                    id = "";
                    event = "";
                    data = "";
                }
            }
        } catch (IOException e) {
            // A stream that was cut ends like one that was finished: the frames read so far count.
        } finally {
            frames.add(END);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
