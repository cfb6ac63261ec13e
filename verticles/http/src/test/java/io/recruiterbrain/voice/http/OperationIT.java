package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.SystemInfo;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health, metrics, documentation, headers, limits, the port. */
class OperationIT {
    private RunningHttp http;

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void aHealthyNodeIsReady() throws Exception {
        // When
        HttpResponse<String> ready = http.send(http.request("/ready"));

        // Then
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("up");
        assertThat(new JsonObject(ready.body()).getJsonArray("modules")).hasSize(3);
    }

    @Test
    void withoutItsStoreANodeIsAliveAndNotReadyAndOnlyRecruitersReadWhy() throws Exception {
        // Given
        http.get("/api/v1/system");
        http.persistence.fail(ErrorCode.UNAVAILABLE);
        http.clock.advance(Duration.ofSeconds(2));

        // When
        HttpResponse<String> ready = http.send(http.request("/ready"));
        HttpResponse<String> live = http.send(http.request("/live"));
        HttpResponse<String> system = http.get("/api/v1/system");

        // Then
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .contains("\"InterviewStore\",\"status\":\"down\"")
                .doesNotContain("away");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(system.body()).contains("the store is away").contains("POSTGRES_HOST");
    }

    @Test
    void metricsAreInPrometheusFormatAndCountRequestsByOperation() throws Exception {
        // Given
        http.start();

        // When
        String metrics = http.send(http.request("/metrics")).body();

        // Then
        assertThat(metrics)
                .contains(
                        "http_server_requests_seconds_count{method=\"POST\",operation=\"startInterview\",status=\"201\"} 1");
    }

    @Test
    void theDocumentationNeedsNoOtherHostAndRunsNothingInline() throws Exception {
        // When
        HttpResponse<String> page = http.send(http.request("/docs"));

        // Then
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<script>");
        for (String part : new String[] {
            "/docs/init.js", "/docs/ui/swagger-ui.css", "/docs/ui/swagger-ui-bundle.js", "/docs/ui/favicon-32x32.png"
        }) {
            HttpResponse<String> file = http.send(http.request(part));
            assertThat(file.statusCode()).as(part).isEqualTo(200);
            String etag = file.headers().firstValue("ETag").orElseThrow();
            assertThat(http.send(http.request(part).header("If-None-Match", etag))
                            .statusCode())
                    .as(part)
                    .isEqualTo(304);
        }
        assertThat(http.send(http.request("/openapi.yaml")).body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void pagesAreNeverCachedAndMayUseTheMicrophone() throws Exception {
        // When
        HttpResponse<String> root = http.send(http.request("/"));
        HttpResponse<String> page = http.send(http.request("/i/6f1c1f3e-5b8e-4a57-9b57-64a0c6a2f7a1"));
        HttpResponse<String> asset = http.send(http.request("/assets/app-abc123.js"));

        // Then
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("Location")).hasValue("/console/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Permissions-Policy").orElseThrow())
                .contains("microphone=(self)");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(asset.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(asset.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void otherSitesMayCallOnlyFromTheOriginsThatWereConfigured() throws Exception {
        // When
        HttpResponse<String> allowed = preflight("https://hr.example.com");
        HttpResponse<String> stranger = preflight("https://evil.example.com");

        // Then
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://hr.example.com");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Last-Event-ID");
        assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aRequestKeepsTheIdItCameWithUnlessThatIsNoId() throws Exception {
        // When
        HttpResponse<String> known = http.send(http.request("/live").header("X-Request-Id", "trace-0815-abc"));
        HttpResponse<String> odd = http.send(http.request("/live").header("X-Request-Id", "<script>"));

        // Then
        assertThat(known.headers().firstValue("X-Request-Id")).hasValue("trace-0815-abc");
        assertThat(odd.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
    }

    @Test
    void whoCallsTooOftenIsSlowedDownAndWhoGuessesKeysIsToo() throws Exception {
        // Given
        HttpConfig.Limits tight = new HttpConfig.Limits(512 * 1024, 2, 2, 3, 200, 256 * 1024);
        try (RunningHttp strict = new RunningHttp(plain -> RunningHttp.with(plain, tight))) {

            // When
            HttpResponse<String> last = null;
            for (int i = 0; i < 5; i++) {
                last = strict.get("/api/v1/interview");
            }
            HttpResponse<String> guess = null;
            for (int i = 0; i < 4; i++) {
                guess = strict.send(strict.request("/api/v1/interview").header("Authorization", "Bearer guess" + i));
            }
            strict.clock.advance(Duration.ofSeconds(2));
            HttpResponse<String> later = strict.get("/api/v1/interview");

            // Then
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(guess.statusCode()).isEqualTo(429);
            assertThat(later.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aGuesserLocksNobodyOutWhoSharesItsAddress() throws Exception {
        // Given
        HttpConfig.Limits tight = new HttpConfig.Limits(512 * 1024, 20, 20, 1, 200, 256 * 1024);
        try (RunningHttp strict = new RunningHttp(plain -> RunningHttp.with(plain, tight))) {
            strict.send(strict.request("/api/v1/interview").header("Authorization", "Bearer guess-1"));
            HttpResponse<String> guess =
                    strict.send(strict.request("/api/v1/interview").header("Authorization", "Bearer guess-2"));

            // When: the key was not used before
            HttpResponse<String> listed = strict.get("/api/v1/interview");

            // Then
            assertThat(guess.statusCode()).isEqualTo(429);
            assertThat(listed.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRevokedKeyIsRefusedWithinAMinute() throws Exception {
        // Given
        assertThat(http.get("/api/v1/interview").statusCode()).isEqualTo(200);
        http.persistence.removeApiKey(RunningHttp.API_KEY);

        // When
        http.clock.advance(Duration.ofSeconds(61));

        // Then
        assertThat(http.get("/api/v1/interview").statusCode()).isEqualTo(401);
    }

    @Test
    void aPortInUseIsNamedWithTheSettingThatChangesIt() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String host = RunningHttp.plainConfig().host();

            // When / Then
            assertThatThrownBy(() -> listenOn(host, taken.getLocalPort()))
                    .hasMessageContaining("API_PORT")
                    .hasMessageContaining("--port")
                    .hasMessageNotContaining("API_HOST")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamedWithTheSettingThatChangesIt() {
        // When / Then: an address of the documentation's, which nobody has
        assertThatThrownBy(() -> listenOn("192.0.2.1", 8000))
                .hasMessageContaining("192.0.2.1")
                .hasMessageContaining("API_HOST")
                .hasMessageNotContaining("API_PORT");
    }

    private void listenOn(String host, int port) throws Exception {
        RunningHttp.await(http.vertx.deployVerticle(HttpVerticle.supplier(
                        RunningHttp.at(host, port),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Clock.systemUTC(),
                        new SystemInfo("0.1.0", "n", Instant.EPOCH))
                .get()));
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return http.send(http.request("/api/v1/interview/start")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }
}
