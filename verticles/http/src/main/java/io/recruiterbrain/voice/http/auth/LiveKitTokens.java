package io.recruiterbrain.voice.http.auth;

import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.http.config.LiveKitAccess;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Makes tokens that open one room for one candidate, and checks the tokens that come with the server's webhooks. */
public final class LiveKitTokens {
    /** Between two clocks that are kept right. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final LiveKitAccess access;
    private final Clock clock;
    private final JWTAuth tokens;

    /**
     * What a candidate's client needs to enter the room.
     *
     * @param token opens this room until {@code expiresAt}; who is in by then stays in
     */
    public record Ticket(String url, String room, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Ticket[" + room + ", expiresAt=" + expiresAt + "]";
        }
    }

    public LiveKitTokens(Vertx vertx, LiveKitAccess access, Clock clock) {
        this.access = access;
        this.clock = clock;
        tokens = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("HS256")
                                .setBuffer(access.secret().value()))
                        // Expiry is checked here, by our clock.
                        .setJWTOptions(new JWTOptions()
                                .setIgnoreExpiration(true)
                                .setLeeway((int) SKEW.toSeconds())
                                .setIssuer(access.apiKey())));
    }

    /** Identity by which the candidate of an interview is known in its room; it says nothing about the person. */
    public static String identityOf(UUID interviewId) {
        return "candidate-" + interviewId;
    }

    /** A fresh ticket: the candidate speaks, hears and types in this room; no camera, no screen, no other room. */
    public Ticket ticketFor(Interview interview) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(access.tokenLifetime());
        JsonObject claims = new JsonObject()
                .put("sub", identityOf(interview.interviewId()))
                .put("nbf", now.minus(SKEW).getEpochSecond())
                .put("exp", expires.getEpochSecond())
                .put(
                        "video",
                        new JsonObject()
                                .put("roomJoin", true)
                                .put("room", interview.roomName())
                                .put("canPublish", true)
                                .put("canPublishSources", JsonArray.of("microphone"))
                                .put("canPublishData", true)
                                .put("canSubscribe", true)
                                .put("canUpdateOwnMetadata", false));
        String token = tokens.generateToken(
                claims,
                new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true).setIssuer(access.apiKey()));
        return new Ticket(access.url().toString(), interview.roomName(), token, expires);
    }

    /** The hash of the body that a webhook's token vouches for; fails with a problem when the token is not the server's. */
    public Future<String> bodyHash(String token) {
        return tokens.authenticate(new TokenCredentials(token))
                .recover(refused -> Future.failedFuture(notTheServer()))
                .map(server -> {
                    JsonObject claims = server.attributes().getJsonObject("accessToken", new JsonObject());
                    if (!(claims.getValue("sha256") instanceof String hash)
                            || !(claims.getValue("exp") instanceof Number expires)
                            || !clock.instant()
                                    .isBefore(Instant.ofEpochSecond(expires.longValue())
                                            .plus(SKEW))) {
                        throw notTheServer();
                    }
                    return hash;
                });
    }

    private static ProblemException notTheServer() {
        return new ProblemException(
                ProblemCode.UNAUTHENTICATED,
                "This webhook is not signed by our LiveKit server now; give it the key and secret of LIVEKIT_API_KEY and LIVEKIT_API_SECRET.");
    }
}
