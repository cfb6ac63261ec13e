package io.recruiterbrain.voice.testkit.vendor;

import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServer;
import io.recruiterbrain.voice.testkit.vendor.deepgram.DeepgramServerConfig;
import io.recruiterbrain.voice.testkit.vendor.deepgram.Recogniser;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTokenServer;
import io.recruiterbrain.voice.testkit.vendor.google.GoogleTtsServer;
import io.recruiterbrain.voice.testkit.vendor.openai.InterviewBrain;
import io.recruiterbrain.voice.testkit.vendor.openai.OpenAiServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All vendors' servers at once, at the pace that the figures are measured with: words 250 ms after their end, a model's
 * first token after 300 ms, a voice's first byte after 150 ms. Blocking; for one thread.
 */
public final class Vendors implements AutoCloseable {
    private static final String DEEPGRAM_KEY = "deepgram-trial-key";
    private static final String OPENAI_KEY = "sk-trial-key";

    private final Recogniser recogniser;
    private final DeepgramServer deepgram;
    private final OpenAiServer openAi;
    private final GoogleTtsServer google;
    private final GoogleTokenServer googleTokens;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * Starts them on free ports of 127.0.0.1.
     *
     * @param recogniser what hears behind Deepgram; closed with the rest
     * @param folder where Google's key file goes
     */
    public static Vendors start(Vertx vertx, Recogniser recogniser, Path folder) throws IOException {
        return new Vendors(vertx, recogniser, folder);
    }

    private Vendors(Vertx vertx, Recogniser recogniser, Path folder) throws IOException {
        this.recogniser = recogniser;
        deepgram = new DeepgramServer(
                vertx,
                recogniser,
                DeepgramServerConfig.prompt(DEEPGRAM_KEY).withLatency(Duration.ofMillis(250), Duration.ofMillis(150)));
        openAi = new OpenAiServer(vertx, OpenAiServer.Options.of(OPENAI_KEY), new InterviewBrain());
        googleTokens = new GoogleTokenServer(vertx);
        google = new GoogleTtsServer(vertx, googleTokens::accepts, Duration.ofMillis(150));
        settings.put("DEEPGRAM_URL", "ws://127.0.0.1:" + deepgram.start().await());
        settings.put("DEEPGRAM_API_KEY", DEEPGRAM_KEY);
        settings.put("OPENAI_BASE_URL", "http://127.0.0.1:" + openAi.start().await() + "/v1");
        settings.put("OPENAI_API_KEY", OPENAI_KEY);
        settings.put("GOOGLE_TTS_ENDPOINT", "http://127.0.0.1:" + google.start().await());
        Path keyFile = folder.resolve("google-trial-key.json");
        Files.writeString(keyFile, googleTokens.keyFile(googleTokens.start().await()));
        settings.put("GOOGLE_APPLICATION_CREDENTIALS", keyFile.toString());
    }

    /** The environment that leads a node to them, vendor by vendor. */
    public Map<String, String> settings() {
        return Collections.unmodifiableMap(settings);
    }

    public DeepgramServer deepgram() {
        return deepgram;
    }

    public OpenAiServer openAi() {
        return openAi;
    }

    public GoogleTtsServer google() {
        return google;
    }

    public GoogleTokenServer googleTokens() {
        return googleTokens;
    }

    @Override
    public void close() {
        Future.join(List.of(deepgram.close(), openAi.close(), google.close(), googleTokens.close()))
                .await();
        recogniser.close();
    }
}
