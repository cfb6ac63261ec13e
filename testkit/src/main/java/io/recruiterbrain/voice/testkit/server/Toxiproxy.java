package io.recruiterbrain.voice.testkit.server;

import io.recruiterbrain.voice.testkit.Provisions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A Toxiproxy on loopback: connections that go through it can be made slow, silent in one direction, or refused. Blocking;
 * safe for any thread.
 */
public final class Toxiproxy implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ASK_EVERY_MILLIS = 50;

    private final URI api;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Toxiproxy(URI api, Process process) {
        this.api = api;
        this.process = process;
    }

    /** Which way bytes go. */
    public enum Direction {
        /** From who connected to who was connected to. */
        UPSTREAM,
        DOWNSTREAM
    }

    /**
     * Starts it and returns when it answers.
     *
     * @throws IllegalStateException in one sentence, when it is not installed and cannot be
     */
    public static Toxiproxy start(Path log) throws IOException, InterruptedException {
        int port = FreePort.tcp();
        Process process = new ProcessBuilder(
                        Provisions.get("toxiproxy").toString(), "-host", "127.0.0.1", "-port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Toxiproxy started = new Toxiproxy(URI.create("http://127.0.0.1:" + port), process);
        long end = System.nanoTime() + START_NANOS;
        while (!started.answers()) {
            if (process.waitFor(ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                started.close();
                throw new IOException("Toxiproxy did not start; see " + log);
            }
        }
        return started;
    }

    /**
     * Begins to listen in front of a server.
     *
     * @param listen {@code host:port}; port 0 lets the system choose
     * @param upstream {@code host:port}, need not be there yet
     */
    public Proxy proxy(String name, String listen, String upstream) throws IOException, InterruptedException {
        JsonObject made = send(
                "POST",
                "/proxies",
                new JsonObject()
                        .put("name", name)
                        .put("listen", listen)
                        .put("upstream", upstream)
                        .put("enabled", true));
        String address = made.getString("listen");
        return new Proxy(name, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    /** Makes every proxy let everything through again. */
    public void heal() throws IOException, InterruptedException {
        send("POST", "/reset", new JsonObject());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }

    /** One listening proxy. */
    public final class Proxy {
        private final String name;
        private final int port;

        private Proxy(String name, int port) {
            this.name = name;
            this.port = port;
        }

        public int port() {
            return port;
        }

        /** Ends what is connected and refuses new connections, until {@link #heal}. */
        public void refuse() throws IOException, InterruptedException {
            send("POST", "/proxies/" + name, new JsonObject().put("enabled", false));
        }

        /**
         * Lets nothing through in one direction; connections stay open, as they do when a cable is pulled. They end when the
         * direction is healed: what was lost on them cannot be sent again.
         */
        public void silence(Direction direction) throws IOException, InterruptedException {
            add("timeout", direction, new JsonObject().put("timeout", 0));
        }

        /** Lets everything through later, in one direction. */
        public void delay(Direction direction, Duration by) throws IOException, InterruptedException {
            add("latency", direction, new JsonObject().put("latency", by.toMillis()));
        }

        private void add(String type, Direction direction, JsonObject attributes)
                throws IOException, InterruptedException {
            String stream = direction.name().toLowerCase(Locale.ROOT);
            send(
                    "POST",
                    "/proxies/" + name + "/toxics",
                    new JsonObject()
                            .put("name", type + "_" + stream)
                            .put("type", type)
                            .put("stream", stream)
                            .put("attributes", attributes));
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            send("GET", "/proxies", new JsonObject());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonObject send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Toxiproxy answered " + response.statusCode() + " to " + method + " " + path + ": "
                    + response.body());
        }
        return response.body().isBlank() ? new JsonObject() : new JsonObject(response.body());
    }
}
