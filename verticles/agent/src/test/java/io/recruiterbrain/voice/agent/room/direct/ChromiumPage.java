package io.recruiterbrain.voice.agent.room.direct;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.BrowserMedia;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Real Chromium on the test page, with a microphone that plays a file over and over. */
final class ChromiumPage implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Vertx vertx;
    private final HttpServer server;
    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    ChromiumPage(Vertx vertx, BrowserMedia room, AudioFrame microphone, Path folder) throws IOException {
        this.vertx = vertx;
        server = vertx.createHttpServer()
                .requestHandler(request -> serve(request, room))
                .listen(0, "127.0.0.1")
                .await();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-fake-ui-for-media-stream",
                                "--use-fake-device-for-media-stream",
                                "--use-file-for-fake-audio-capture=" + wav(microphone, folder),
                                "--autoplay-policy=no-user-gesture-required",
                                "--allow-loopback-in-peer-connection")));
        page = browser.newPage();
    }

    /** Loads the page anew. */
    void load() {
        page.navigate("http://127.0.0.1:" + server.actualPort() + "/");
        page.waitForFunction("() => window.room");
    }

    void connect() {
        page.evaluate("room.connect()");
        page.waitForFunction("() => room.connected()");
    }

    /** Runs a script; a promise is waited for. */
    Object run(String script) {
        return page.evaluate(script);
    }

    void awaitTrue(String expression) {
        page.waitForFunction("() => " + expression);
    }

    /** What the page heard since it last forgot, at 48 kHz. */
    short[] heard() {
        List<?> samples = (List<?>) page.evaluate("room.samples()");
        short[] result = new short[samples.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = ((Number) samples.get(i)).shortValue();
        }
        return result;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        server.close().await();
    }

    private void serve(HttpServerRequest request, BrowserMedia room) {
        if (!request.path().startsWith("/offer/")) {
            request.response()
                    .putHeader("content-type", "text/html")
                    .end(vertx.fileSystem().readFileBlocking("room/page.html"));
            return;
        }
        MediaDirection direction = MediaDirection.valueOf(request.path().substring("/offer/".length()));
        request.body()
                .compose(offer -> room.offer(direction, request.getParam("resource"), offer.toString()))
                .onSuccess(answer -> request.response()
                        .putHeader("location", answer.resourceId())
                        .end(answer.sdp()))
                .onFailure(fault -> request.response().setStatusCode(422).end(String.valueOf(fault.getMessage())));
    }

    private static Path wav(AudioFrame audio, Path folder) throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(2 * audio.samples().length).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(audio.samples());
        Path file = folder.resolve("microphone.wav");
        AudioFormat format = new AudioFormat(audio.sampleRate(), 16, 1, true, false);
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, audio.samples().length)) {
            AudioSystem.write(stream, AudioFileFormat.Type.WAVE, Files.newOutputStream(file));
        }
        return file;
    }
}
