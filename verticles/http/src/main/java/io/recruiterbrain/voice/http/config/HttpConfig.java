package io.recruiterbrain.voice.http.config;

import static io.recruiterbrain.voice.contract.Checks.present;
import static io.recruiterbrain.voice.contract.Checks.range;
import static io.recruiterbrain.voice.contract.Checks.require;
import static io.recruiterbrain.voice.contract.Checks.text;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP module.
 *
 * @param host address to listen on, {@code API_HOST}
 * @param port {@code API_PORT}; 0 lets the system choose
 * @param publicUrl where browsers reach this server, without a trailing slash, {@code RBV_PUBLIC_URL}
 * @param corsOrigins origins of other sites whose pages may call the API, {@code API_CORS_ORIGINS}; {@code *} for all
 * @param linkSecret signs candidates' links, {@code JWT_SECRET_KEY}
 * @param iceServers STUN and TURN servers for the candidate's browser, {@code RBV_ICE_SERVERS}
 * @param consent notice the candidate accepts, {@code RBV_CONSENT_VERSION} and {@code RBV_CONSENT_TEXT}
 * @param interviews what an order leaves open
 * @param limits what one client may use up
 * @param heartbeat between comments on an idle event stream, 10 ms to 1 min
 * @param demoHint sentence on the candidate's page for whoever tries the demonstration, absent otherwise
 * @param liveKit the LiveKit server that carries the audio, absent when browsers reach the agent directly
 */
public record HttpConfig(
        String host,
        int port,
        URI publicUrl,
        Set<String> corsOrigins,
        LinkSecret linkSecret,
        List<IceServer> iceServers,
        ConsentText consent,
        InterviewDefaults interviews,
        Limits limits,
        Duration heartbeat,
        @Nullable String demoHint,
        @Nullable LiveKitAccess liveKit) {
    /**
     * @param questionCount {@code INTERVIEW_QUESTIONS_COUNT}
     * @param maxDuration {@code INTERVIEW_MAX_DURATION_SECONDS}
     * @param linkLifetime for how long a candidate may join for the first time, {@code API_LINK_EXPIRES_IN_HOURS}
     */
    public record InterviewDefaults(int questionCount, Duration maxDuration, Duration linkLifetime) {
        public InterviewDefaults {
            range(questionCount, "INTERVIEW_QUESTIONS_COUNT", 1, 20);
            range((int) maxDuration.toSeconds(), "INTERVIEW_MAX_DURATION_SECONDS", 60, 7200);
            range((int) linkLifetime.toHours(), "API_LINK_EXPIRES_IN_HOURS", 1, 720);
        }

        public static InterviewDefaults defaults() {
            return new InterviewDefaults(6, Duration.ofMinutes(12), Duration.ofDays(3));
        }
    }

    /**
     * @param bodyBytes of a JSON body
     * @param requestsPerKey requests a second of one API key, {@code API_RATE_LIMIT_PER_KEY}
     * @param requestsPerLink requests a second of one candidate's link
     * @param refusalsPerAddress wrong credentials a minute from one address
     * @param streams event streams open at once on this node
     * @param streamBytes waiting for a slow reader of an event stream before it is cut off
     */
    public record Limits(
            int bodyBytes,
            int requestsPerKey,
            int requestsPerLink,
            int refusalsPerAddress,
            int streams,
            int streamBytes) {
        public Limits {
            range(bodyBytes, "bodyBytes", 1024, 16 * 1024 * 1024);
            range(requestsPerKey, "API_RATE_LIMIT_PER_KEY", 1, 1_000_000);
            range(requestsPerLink, "requestsPerLink", 1, 1_000_000);
            range(refusalsPerAddress, "refusalsPerAddress", 1, 1_000_000);
            range(streams, "streams", 1, 1_000_000);
            range(streamBytes, "streamBytes", 1024, 64 * 1024 * 1024);
        }

        public static Limits defaults() {
            return new Limits(512 * 1024, 1000, 20, 60, 2000, 256 * 1024);
        }
    }

    public HttpConfig {
        text(host, "API_HOST", 255);
        range(port, "API_PORT", 0, 65_535);
        present(publicUrl, "RBV_PUBLIC_URL");
        require(
                ("http".equals(publicUrl.getScheme()) || "https".equals(publicUrl.getScheme()))
                        && publicUrl.getHost() != null
                        && publicUrl.getQuery() == null
                        && publicUrl.getFragment() == null
                        && !publicUrl.toString().endsWith("/"),
                "RBV_PUBLIC_URL must be an http or https address without a slash at its end, such as https://interviews.example.com");
        corsOrigins = Set.copyOf(corsOrigins);
        require(
                corsOrigins.stream().allMatch(origin -> origin.equals("*") || origin.matches("https?://[^/*\\s]+")),
                "API_CORS_ORIGINS must hold origins such as https://hr.example.com, or *");
        present(linkSecret, "JWT_SECRET_KEY");
        iceServers = List.copyOf(iceServers);
        present(consent, "RBV_CONSENT_TEXT");
        present(interviews, "interviews");
        present(limits, "limits");
        require(
                heartbeat.compareTo(Duration.ofMillis(10)) >= 0 && heartbeat.compareTo(Duration.ofMinutes(1)) <= 0,
                "heartbeat must be between 10 ms and 1 min");
    }

    /** Without LiveKit. */
    public HttpConfig(
            String host,
            int port,
            URI publicUrl,
            Set<String> corsOrigins,
            LinkSecret linkSecret,
            List<IceServer> iceServers,
            ConsentText consent,
            InterviewDefaults interviews,
            Limits limits,
            Duration heartbeat,
            @Nullable String demoHint) {
        this(
                host,
                port,
                publicUrl,
                corsOrigins,
                linkSecret,
                iceServers,
                consent,
                interviews,
                limits,
                heartbeat,
                demoHint,
                null);
    }

    /** The same with candidates' audio over LiveKit. */
    public HttpConfig with(LiveKitAccess access) {
        return new HttpConfig(
                host,
                port,
                publicUrl,
                corsOrigins,
                linkSecret,
                iceServers,
                consent,
                interviews,
                limits,
                heartbeat,
                demoHint,
                access);
    }

    /** What runs on one machine without any setting but the secret. */
    public static HttpConfig defaults(LinkSecret linkSecret) {
        return new HttpConfig(
                "127.0.0.1",
                8000,
                URI.create("http://localhost:8000"),
                Set.of(),
                linkSecret,
                List.of(),
                ConsentText.defaults(),
                InterviewDefaults.defaults(),
                Limits.defaults(),
                Duration.ofSeconds(15),
                null);
    }
}
