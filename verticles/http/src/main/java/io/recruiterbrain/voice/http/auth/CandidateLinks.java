package io.recruiterbrain.voice.http.auth;

import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes and checks candidates' links: {@code <public url>/i/<interview>#<token>}. The token is behind the {@code #}, so
 * no server or proxy on the way sees it in an address.
 *
 * <p>The token lives longer than the link may first be used, by the length of the interview and a margin: who joined in
 * time is not thrown out in the middle. That nobody joins for the first time after the link's end is for the join to check.
 */
public final class CandidateLinks {
    private static final String AUDIENCE = "candidate";
    private static final String ISSUER = "recruiterbrain-voice";
    private static final Duration MARGIN = Duration.ofMinutes(30);

    private final JWTAuth tokens;
    private final URI publicUrl;
    private final Clock clock;

    public CandidateLinks(Vertx vertx, LinkSecret secret, URI publicUrl, Clock clock) {
        this.publicUrl = publicUrl;
        this.clock = clock;
        tokens = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret.value()))
                        // Expiry is checked here, by our clock and with an answer of its own.
                        .setJWTOptions(new JWTOptions()
                                .setIgnoreExpiration(true)
                                .setIssuer(ISSUER)
                                .addAudience(AUDIENCE)));
    }

    /** The link of an interview; the same one each time it is asked for. */
    public String urlOf(Interview interview) {
        return publicUrl + "/i/" + interview.interviewId() + "#" + tokenOf(interview);
    }

    String tokenOf(Interview interview) {
        Instant expires = interview
                .linkExpiresAt()
                .plus(interview.settings().maxDuration())
                .plus(MARGIN);
        JsonObject claims = new JsonObject()
                .put("sub", interview.interviewId().toString())
                .put("iat", interview.createdAt().getEpochSecond())
                .put("exp", expires.getEpochSecond());
        return tokens.generateToken(
                claims,
                new JWTOptions()
                        .setAlgorithm("HS256")
                        .setNoTimestamp(true)
                        .setIssuer(ISSUER)
                        .addAudience(AUDIENCE));
    }

    /** The interview a token opens; fails with a problem for one that is not ours or too old. */
    public Future<UUID> check(String token) {
        return tokens.authenticate(new TokenCredentials(token))
                .recover(refused -> Future.failedFuture(notGenuine()))
                .map(user -> {
                    JsonObject claims = user.attributes().getJsonObject("accessToken", new JsonObject());
                    if (!(claims.getValue("exp") instanceof Number expires)) {
                        throw notGenuine();
                    }
                    if (!clock.instant().isBefore(Instant.ofEpochSecond(expires.longValue()))) {
                        throw expired();
                    }
                    try {
                        return UUID.fromString(claims.getString("sub", ""));
                    } catch (IllegalArgumentException e) {
                        throw notGenuine();
                    }
                });
    }

    /** The problem of a link that is genuine but too old. */
    public static ProblemException expired() {
        return new ProblemException(
                ProblemCode.LINK_EXPIRED, "This link has expired; ask the company that invited you for a new one.");
    }

    private static ProblemException notGenuine() {
        return new ProblemException(
                ProblemCode.UNAUTHENTICATED,
                "This link is not valid; open it exactly as it was sent to you, or ask for a new one.");
    }
}
