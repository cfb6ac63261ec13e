package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recruiter's console against a whole node: order, watch live, read the evaluation, search, erase. */
class ConsoleIT {
    private static final LocatorAssertions.ContainsTextOptions PATIENT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
    private static final String ANSWER =
            "In my last project I moved our payment service to PostgreSQL. I wrote the tests first and we moved the data in small steps, so errors went down by half.";

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void aRecruiterOrdersWatchesReadsSearchesAndErasesAnInterview() {
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (BrowserContext context =
                        node.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
                BrowserCandidate candidate = node.candidate(1280, 900, false)) {
            context.setDefaultTimeout(30_000);
            Page page = context.newPage();
            page.onPageError(complaints::add);

            // When: ordered by the form
            page.navigate(node.consoleUrl());
            page.getByTestId("page-interviews").waitFor();
            assertThat(page.url()).as("the key leaves the address").doesNotContain("key=");
            page.getByText("Start one").first().click();
            page.getByLabel("Title").fill("Backend Engineer");
            page.getByLabel("Job description").fill("You build payment services in Java on PostgreSQL.");
            page.getByLabel("Name").fill("Robin Example");
            page.getByTestId("add-question").click();
            page.getByLabel("Question 1", new Page.GetByLabelOptions().setExact(true))
                    .fill("How did you move a large system to something new?");
            page.getByTestId("start").click();
            String link = page.getByTestId("candidate-url").inputValue();
            page.getByTestId("open-interview").click();

            // Then: the live view shows captions as they come
            candidate.open(link);
            candidate.acceptConsent();
            candidate.joinTyping();
            candidate.awaitQuestion();
            PlaywrightAssertions.assertThat(page.getByTestId("turns")).containsText("artificial intelligence", PATIENT);
            candidate.type(ANSWER);
            PlaywrightAssertions.assertThat(page.getByTestId("turns"))
                    .containsText("errors went down by half", PATIENT);
            screenshot(page, "console-live");
            while (!candidate.awaitQuestionOrEnd().isEmpty()) {
                candidate.type(ANSWER);
            }

            // Then: the evaluation stands beside its evidence
            page.getByTestId("evaluation").waitFor();
            page.getByTestId("by-rules").first().waitFor();
            Locator quote = page.getByTestId("quote").first();
            quote.click();
            screenshot(page, "console-evaluation");

            // Then: search finds it and leads to the turn
            page.getByText("Search").first().click();
            page.getByTestId("query").fill("migrating storage to another technology");
            page.getByTestId("search").click();
            PlaywrightAssertions.assertThat(page.getByTestId("hit").first())
                    .containsText(Pattern.compile("moved"), PATIENT);
            screenshot(page, "console-search");
            page.getByTestId("hit")
                    .first()
                    .getByRole(com.microsoft.playwright.options.AriaRole.LINK)
                    .first()
                    .click();

            // Then: erased for good
            page.getByTestId("erase").click();
            page.getByTestId("erase-sure").check();
            page.getByTestId("erase-confirm").click();
            page.getByTestId("page-interviews").waitFor();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void theDocumentationShowsEveryOperationAndTriesOneOutWithAKey() {
        List<String> complaints = new CopyOnWriteArrayList<>();
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        try (BrowserContext context =
                node.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))) {
            context.setDefaultTimeout(30_000);
            Page page = context.newPage();
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith(node.url()) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });

            // When
            page.navigate(node.url() + "/docs");

            // Then
            page.locator("#operations-Interviews-startInterview").waitFor();
            assertThat(page.locator(".opblock").count()).isGreaterThan(20);
            screenshot(page, "docs");

            // When: the key is entered and a list asked for
            page.locator(".auth-wrapper .authorize").click();
            page.locator(".auth-container input").first().fill(node.apiKey());
            screenshot(page, "docs-authorize");
            page.locator(".auth-container .authorize").first().click();
            page.locator(".auth-container .btn-done").first().click();
            Locator operation = page.locator("#operations-Interviews-listInterviews");
            operation.locator(".opblock-summary-control").click();
            operation.locator(".try-out__btn").click();
            operation.locator(".execute").click();

            // Then
            PlaywrightAssertions.assertThat(operation.locator(".live-responses-table .response .response-col_status"))
                    .containsText("200", PATIENT);
            screenshot(page, "docs-tried-out");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "screenshots", "docs-whole.png"))
                    .setFullPage(true));
            assertThat(elsewhere).isEmpty();
            assertThat(complaints).isEmpty();
        }
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
