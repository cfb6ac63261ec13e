package io.recruiterbrain.voice.launcher.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A candidate in a real browser: its microphone is fed by the test, what its loudspeaker gets is taped. */
final class BrowserCandidate implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 60_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int lastAgentTurn;

    BrowserCandidate(Browser browser, int width, int height, boolean dark) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setPermissions(List.of("microphone")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(script());
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    void open(String candidateUrl) {
        page.navigate(candidateUrl);
        page.getByTestId("continue").waitFor();
    }

    void acceptConsent() {
        page.getByTestId("continue").click();
        page.getByTestId("consent-checkbox").check();
        page.getByTestId("consent-accept").click();
    }

    /** Consent given before needs no second checkbox. */
    void acceptConsentAgain() {
        page.getByTestId("continue").click();
        if (page.getByTestId("consent-checkbox").count() > 0) {
            page.getByTestId("consent-checkbox").check();
            page.getByTestId("consent-accept").click();
        }
    }

    void reload() {
        page.reload();
        awaitConnected();
    }

    void joinSpeaking() {
        page.getByTestId("check-microphone").click();
        page.getByTestId("join").click();
        awaitConnected();
    }

    /** In the call, heard and hearing. */
    void awaitConnected() {
        awaitState(
                "rbv.phase === 'call' && rbv.connections.microphone === 'connected' && rbv.connections.voice === 'connected'");
    }

    /** From the microphone to the keyboard, in mid-call. */
    void switchToTyping() {
        page.getByTestId("to-typing").click();
        awaitState("rbv.mode === 'text'");
    }

    void joinTyping() {
        page.getByTestId("rather-type").click();
        awaitState("rbv.phase === 'call'");
    }

    /** Waits until the agent has finished a further turn that asks and listens; answers with the turn's text. */
    String awaitQuestion() {
        String text = awaitQuestionOrEnd();
        if (text.isEmpty()) {
            throw new AssertionError("the interview ended instead of asking");
        }
        return text;
    }

    /** The same, or the empty text when the interview ended. */
    String awaitQuestionOrEnd() {
        awaitState("rbv.phase !== 'call' || (rbv.agentState === 'listening'"
                // The state may be there before the turn is saved; until then the last saved one is the turn before.
                + " && !rbv.captions.some(c => c.speaker === 'agent' && !c.turnNo) && (last => last && last.speaker === 'agent'"
                + " && last.turnNo > " + lastAgentTurn
                + ")(rbv.captions.filter(c => c.turnNo).sort((a, b) => a.turnNo - b.turnNo).at(-1)))");
        if (!isInCall()) {
            return "";
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> last = (Map<String, Object>)
                page.evaluate(
                        "() => rbv.captions.filter(c => c.turnNo && c.speaker === 'agent').sort((a, b) => b.turnNo - a.turnNo)[0]");
        lastAgentTurn = ((Number) last.get("turnNo")).intValue();
        return (String) last.get("text");
    }

    boolean isInCall() {
        return state("rbv.phase").equals("call");
    }

    /** Says something into the microphone and waits until it is said. */
    void speak(short[] pcm, int sampleRate) {
        page.evaluate("([pcm, rate]) => e2e.speak(pcm, rate)", List.of(base64(pcm), sampleRate));
    }

    /** Begins to say something and does not wait. */
    void beginToSpeak(short[] pcm, int sampleRate) {
        page.evaluate("([pcm, rate]) => { e2e.speak(pcm, rate); }", List.of(base64(pcm), sampleRate));
    }

    void type(String text) {
        page.getByTestId("answer").fill(text);
        page.getByTestId("answer").press("Enter");
    }

    /** What the loudspeaker got since the last call: 48 kHz mono. */
    short[] takeTape() {
        byte[] bytes = Base64.getDecoder().decode((String) page.evaluate("() => e2e.takeTape()"));
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return pcm;
    }

    int captures() {
        return ((Number) page.evaluate("() => e2e.captures")).intValue();
    }

    void awaitState(String condition) {
        page.waitForFunction("() => " + condition);
    }

    Object state(String expression) {
        return page.evaluate("() => " + expression);
    }

    /** Errors of the page's console and uncaught ones. */
    List<String> complaints() {
        return complaints;
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String base64(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(pcm.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String script() {
        try (InputStream in = BrowserCandidate.class.getResourceAsStream("/e2e/candidate-ears-and-mouth.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
