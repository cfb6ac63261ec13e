package io.recruiterbrain.voice.http.auth;

import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks the credential of a request, and how often its holder calls. */
public final class Credentials {
    private static final String PREFIX = "Bearer ";

    private final ApiKeys apiKeys;
    private final CandidateLinks links;
    private final @Nullable LiveKitTokens liveKit;
    private final Limiters limiters;

    /** What instances on one node share. */
    public static final class Limiters {
        private final RateLimiter perKey;
        private final RateLimiter perLink;
        private final RateLimiter refusals;

        public Limiters(HttpConfig.Limits limits, Clock clock) {
            perKey =
                    new RateLimiter(clock, limits.requestsPerKey(), Duration.ofSeconds(1), 2 * limits.requestsPerKey());
            perLink = new RateLimiter(
                    clock, limits.requestsPerLink(), Duration.ofSeconds(1), 3 * limits.requestsPerLink());
            refusals = new RateLimiter(
                    clock, limits.refusalsPerAddress(), Duration.ofMinutes(1), limits.refusalsPerAddress());
        }
    }

    /** @param liveKit absent when there is no LiveKit server */
    public Credentials(ApiKeys apiKeys, CandidateLinks links, @Nullable LiveKitTokens liveKit, Limiters limiters) {
        this.apiKeys = apiKeys;
        this.links = links;
        this.liveKit = liveKit;
        this.limiters = limiters;
    }

    /** The recruiter whose API key the request carries; fails with a problem. */
    public Future<Principal> recruiter(HttpServerRequest request) {
        String key = bearer(request);
        if (key == null) {
            return Future.failedFuture(new ProblemException(
                    ProblemCode.UNAUTHENTICATED, "Send your API key in the header Authorization: Bearer <API key>."));
        }
        Optional<ApiKey> remembered = apiKeys.remembered(key);
        if (remembered.isPresent()) {
            return recruiter(remembered.get());
        }
        // Looked up however many wrong ones came from there: behind a proxy all recruiters have one address.
        return apiKeys.find(key)
                .compose(
                        found -> found.isPresent()
                                ? recruiter(found.get())
                                : Future.failedFuture(
                                        refuse(
                                                request,
                                                new ProblemException(
                                                        ProblemCode.UNAUTHENTICATED,
                                                        "This API key is not known; check that it was copied whole, or make a new one."))));
    }

    /**
     * Whether the API key of a request that was let in is known still. Asks persistence, whatever is remembered; fails when
     * that cannot be asked.
     */
    public Future<Boolean> stillRecruiter(HttpServerRequest request) {
        String key = bearer(request);
        return key == null ? Future.succeededFuture(false) : apiKeys.find(key).map(Optional::isPresent);
    }

    /** The candidate whose token the request carries, if it opens this interview; fails with a problem. */
    public Future<Principal> candidate(HttpServerRequest request, @Nullable String interviewId) {
        String token = bearer(request);
        if (token == null) {
            return Future.failedFuture(new ProblemException(
                    ProblemCode.UNAUTHENTICATED,
                    "Open the interview by the link that was sent to you; it carries what is missing here."));
        }
        return links.check(token)
                .recover(fault -> Future.failedFuture(
                        fault instanceof ProblemException problem ? refuse(request, problem) : fault))
                .compose(opened -> candidate(request, interviewId, opened));
    }

    /** The LiveKit server whose token the request carries; fails with a problem. */
    public Future<Principal> liveKitServer(HttpServerRequest request) {
        if (liveKit == null) {
            return Future.failedFuture(
                    new ProblemException(
                            ProblemCode.NOT_FOUND,
                            "No LiveKit server is configured here; set LIVEKIT_URL, or take this address out of its webhooks."));
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        String bearer = bearer(request);
        // The server sends its token without a scheme.
        return liveKit.bodyHash(bearer != null ? bearer : header == null ? "" : header.strip())
                .recover(fault -> Future.failedFuture(
                        fault instanceof ProblemException problem ? refuse(request, problem) : fault))
                .map(Principal.LiveKitServer::new);
    }

    private Future<Principal> recruiter(ApiKey key) {
        return limiters.perKey.take(key.keyId())
                ? Future.succeededFuture(new Principal.Recruiter(key.keyId()))
                : Future.failedFuture(tooManyRequests());
    }

    private Future<Principal> candidate(HttpServerRequest request, @Nullable String interviewId, UUID opened) {
        if (!opened.toString().equalsIgnoreCase(interviewId)) {
            return Future.failedFuture(
                    refuse(
                            request,
                            new ProblemException(
                                    ProblemCode.FORBIDDEN,
                                    "This link opens another interview; use the one that was sent to you for this interview.")));
        }
        return limiters.perLink.take(opened)
                ? Future.succeededFuture(new Principal.Candidate(opened))
                : Future.failedFuture(tooManyRequests());
    }

    /** Counts a refusal; who collects too many hears that instead. */
    private ProblemException refuse(HttpServerRequest request, ProblemException problem) {
        return limiters.refusals.take(addressOf(request)) ? problem : tooManyRefusals();
    }

    private static @Nullable String bearer(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return null;
        }
        String token = header.substring(PREFIX.length()).strip();
        return token.isEmpty() ? null : token;
    }

    private static String addressOf(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : String.valueOf(request.remoteAddress().hostAddress());
    }

    private static ProblemException tooManyRequests() {
        return new ProblemException(
                ProblemCode.RATE_LIMITED, "Too many requests; wait a moment and go on slower.", Duration.ofSeconds(1));
    }

    private static ProblemException tooManyRefusals() {
        return new ProblemException(
                ProblemCode.RATE_LIMITED,
                "Too many wrong credentials came from your address; wait a minute and try again with the right one.",
                Duration.ofMinutes(1));
    }
}
