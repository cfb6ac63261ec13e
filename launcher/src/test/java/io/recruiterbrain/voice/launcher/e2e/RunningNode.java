package io.recruiterbrain.voice.launcher.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.launcher.config.NodeConfigReader;
import io.recruiterbrain.voice.launcher.config.Settings;
import io.recruiterbrain.voice.launcher.config.SettingsSource;
import io.recruiterbrain.voice.launcher.node.Node;
import io.recruiterbrain.voice.launcher.node.NodeSecrets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A whole node on a fresh data folder, a real browser, and a voice for the candidates. */
final class RunningNode implements AutoCloseable {
    private static final String API_KEY = "rbv_key-of-the-end-to-end-tests";

    private final Node node;
    private final Path data;
    private final Playwright playwright;
    private final Browser browser;
    private final FreeTtsTextToSpeech voice;
    private final Ear ear;

    private RunningNode(Node node, Path data, Playwright playwright, Browser browser) {
        this.node = node;
        this.data = data;
        this.playwright = playwright;
        this.browser = browser;
        this.voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry());
        this.ear = new Ear();
    }

    /** @param settings on top of those of a test: loopback media, a free port, a fresh folder */
    static RunningNode start(Map<String, String> settings) throws IOException {
        Path data = Files.createTempDirectory("rbv-e2e");
        Map<String, String> environment = new HashMap<>(Map.of(
                "API_PORT",
                "0",
                "RBV_DATA_DIR",
                data.toString(),
                "RBV_API_KEY",
                API_KEY,
                "RBV_MEDIA_LOOPBACK_ONLY",
                "true"));
        environment.putAll(settings);
        Settings loaded = SettingsSource.load(environment, data, data);
        Node node = Node.start(new NodeConfigReader(loaded, new NodeSecrets(data)::candidateLinks).read());
        Map<String, String> quiet = new HashMap<>(System.getenv());
        quiet.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(quiet));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-quic",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--use-fake-ui-for-media-stream",
                                "--use-fake-device-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required",
                                "--allow-loopback-in-peer-connection")));
        return new RunningNode(node, data, playwright, browser);
    }

    Recruiter recruiter() {
        return new Recruiter(node.localUrl(), API_KEY);
    }

    String url() {
        return node.localUrl().toString();
    }

    String apiKey() {
        return API_KEY;
    }

    String consoleUrl() {
        return node.localUrl() + "/console/#key=" + API_KEY;
    }

    EventRecorder follow(String interviewId) {
        return EventRecorder.follow(node.localUrl(), API_KEY, interviewId);
    }

    BrowserCandidate candidate(int width, int height, boolean dark) {
        return new BrowserCandidate(browser, width, height, dark);
    }

    Browser browser() {
        return browser;
    }

    /** Audio of a sentence, 16 kHz mono. */
    short[] say(String text) {
        List<AudioFrame> frames = new ArrayList<>();
        voice.speak(text, frames::add).done().await();
        short[] pcm = new short
                [frames.stream().mapToInt(frame -> frame.samples().length).sum()];
        int at = 0;
        for (AudioFrame frame : frames) {
            System.arraycopy(frame.samples(), 0, pcm, at, frame.samples().length);
            at += frame.samples().length;
        }
        return pcm;
    }

    void speak(BrowserCandidate candidate, String text) {
        candidate.speak(say(text), AudioFrame.SPEECH_RATE);
    }

    /** The words in a tape of 48 kHz. */
    String transcribe(short[] tape) {
        return ear.transcribe(tape);
    }

    /** Answers of candidates that fit a query, best first. */
    JsonArray search(String query) {
        return recruiter()
                .rest()
                .post(
                        "/api/v1/interview/search",
                        new JsonObject()
                                .put("query", query)
                                .put("filter", new JsonObject().put("speaker", "candidate"))
                                .put("limit", 5))
                .getJsonArray("hits");
    }

    Path data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        browser.close();
        playwright.close();
        voice.close();
        ear.close();
        node.close();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the browser tests need Chromium; install it: apt-get install chromium"));
    }
}
