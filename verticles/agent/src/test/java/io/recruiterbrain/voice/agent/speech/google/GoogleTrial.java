package io.recruiterbrain.voice.agent.speech.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTokenServer;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Google of our own on this machine, and a key file that it accepts. */
final class GoogleTrial implements AutoCloseable {
    static final String TEXT = "My secret answer is forty two, and it is a long one.";

    private final Vertx vertx = Vertx.vertx();
    final GoogleTokenServer tokens = new GoogleTokenServer(vertx);
    final GoogleTtsServer server;
    private final Path keyFile;
    private final int port;

    GoogleTrial(Duration firstByte) throws IOException {
        server = new GoogleTtsServer(vertx, tokens::accepts, firstByte);
        keyFile = Files.createTempFile("google", ".json");
        Files.writeString(keyFile, tokens.keyFile(tokens.start().await()));
        port = server.start().await();
    }

    GoogleTtsConfig config(String voice) {
        return config(voice, 1, 0);
    }

    GoogleTtsConfig config(String voice, double rate, double pitch) {
        return new GoogleTtsConfig(voice, rate, pitch, endpoint(), keyFile, Duration.ofSeconds(10), 4_000_000);
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    Path keyFile() {
        return keyFile;
    }

    Vertx vertx() {
        return vertx;
    }

    /** How speaking {@link #TEXT} fails. */
    static ProviderException failure(GoogleTtsConfig config) {
        try (GoogleTextToSpeech voice = new GoogleTextToSpeech(config, new SimpleMeterRegistry())) {
            Future<Void> done = voice.speak(TEXT, frame -> {}).done();
            Throwable fault = catchThrowable(done::await);
            assertThat(fault).isInstanceOf(ProviderException.class);
            return (ProviderException) fault;
        }
    }

    /** A fault and its causes, as a log would show them. */
    static String everyText(Throwable fault) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close().await();
        tokens.close().await();
        vertx.close().await();
        Files.delete(keyFile);
    }
}
