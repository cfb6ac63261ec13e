package io.recruiterbrain.voice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.http.auth.RateLimiter;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.IceServer;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.http.request.MediaRange;
import io.recruiterbrain.voice.testkit.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small parts by themselves. */
class HttpPartsTest {
    private static final LinkSecret SECRET = new LinkSecret("0123456789abcdef0123456789abcdef");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/vtt                                  | text/vtt
            */*                                       | application/json
            text/*                                    | text/plain
            text/plain;q=0.2, text/vtt;q=0.9          | text/vtt
            application/json;q=0, */*                 | text/plain
            image/png                                 | -
            Text/VTT ; charset=utf-8                  | text/vtt
            """)
    void theMostWelcomeMediaTypeIsChosen(String accept, String expected) {
        assertThat(MediaRange.best(accept, List.of("application/json", "text/plain", "text/vtt"))
                        .orElse("-"))
                .isEqualTo(expected);
    }

    @Test
    void aRateLimitAllowsItsBurstAndRefillsEvenly() {
        // Given
        MutableClock clock = new MutableClock(Instant.EPOCH);
        RateLimiter limiter = new RateLimiter(clock, 10, Duration.ofSeconds(1), 20);

        // When
        long atOnce = IntStream.range(0, 50).filter(i -> limiter.take("me")).count();
        clock.advance(Duration.ofMillis(500));
        long later = IntStream.range(0, 50).filter(i -> limiter.take("me")).count();

        // Then
        assertThat(atOnce).isEqualTo(20);
        assertThat(later).isEqualTo(5);
        assertThat(limiter.take("another")).isTrue();
    }

    @Test
    void iceServersAreReadWithTheirPasswordsAndNeverShowThem() {
        // When
        List<IceServer> servers =
                IceServer.parse("stun:stun.example.com:3478, turn:ada:s3:cret@turn.example.com:3478?transport=udp");

        // Then
        assertThat(servers)
                .containsExactly(
                        new IceServer(List.of("stun:stun.example.com:3478"), null, null),
                        new IceServer(List.of("turn:turn.example.com:3478?transport=udp"), "ada", "s3:cret"));
        assertThat(servers.toString()).doesNotContain("cret");
        assertThat(IceServer.parse("")).isEmpty();
        assertThatThrownBy(() -> IceServer.parse("http://example.com")).hasMessageContaining("RBV_ICE_SERVERS");
    }

    @Test
    void settingsThatCannotWorkAreRefusedByTheirName() {
        assertThatThrownBy(() -> new LinkSecret("short")).hasMessageContaining("JWT_SECRET_KEY");
        assertThat(SECRET.toString()).isEqualTo("***");
        assertThat(HttpConfig.defaults(SECRET).toString()).doesNotContain(SECRET.value());
        assertThatThrownBy(() -> config(URI.create("https://example.com/"), Set.of()))
                .hasMessageContaining("RBV_PUBLIC_URL");
        assertThatThrownBy(() -> config(URI.create("https://example.com"), Set.of("example.com")))
                .hasMessageContaining("API_CORS_ORIGINS");
    }

    @Test
    void aConsentTextIsHashedAsUtf8() {
        assertThat(new ConsentText("1", "Überall gleich").sha256())
                .isEqualTo("97728a187aed7decdf50cb092e3ca52c5a09b2c7164403e0814f8e0f03446855");
    }

    private static HttpConfig config(URI publicUrl, Set<String> origins) {
        HttpConfig plain = HttpConfig.defaults(SECRET);
        return new HttpConfig(
                plain.host(),
                plain.port(),
                publicUrl,
                origins,
                plain.linkSecret(),
                plain.iceServers(),
                plain.consent(),
                plain.interviews(),
                plain.limits(),
                plain.heartbeat(),
                plain.demoHint());
    }
}
