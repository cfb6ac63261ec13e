package io.recruiterbrain.voice.agent.room.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livekit.server.AccessToken;
import io.livekit.server.CanPublish;
import io.livekit.server.CanPublishData;
import io.livekit.server.CanPublishSources;
import io.livekit.server.CanSubscribe;
import io.livekit.server.CanUpdateOwnMetadata;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomList;
import io.livekit.server.RoomName;
import io.livekit.server.VideoGrant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes the tokens that open rooms. Each is for one room only and expires. Any thread. */
public final class LiveKitTokens {
    private static final String HMAC = "HmacSHA256";
    /** A server whose clock is behind ours would refuse a token that begins now. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    /** Enough to connect or to call; a token is looked at then only, and each time gets a new one. */
    private static final Duration SHORT_LIFETIME = Duration.ofMinutes(10);

    private final LiveKitConfig config;
    private final Clock clock;

    public LiveKitTokens(LiveKitConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * For the candidate of an interview: speaks, hears, types; no camera, no screen, no other room.
     *
     * @param displayName what others in the room see, absent for nothing
     */
    public String candidate(UUID interviewId, @Nullable String displayName) {
        AccessToken token = token(config.tokenLifetime());
        token.setIdentity(LiveKitConfig.candidateIdentity(interviewId));
        if (displayName != null) {
            token.setName(displayName);
        }
        token.addGrants(
                new RoomJoin(true),
                new RoomName(config.roomName(interviewId)),
                new CanPublish(true),
                new CanPublishSources(List.of("microphone")),
                new CanPublishData(true),
                new CanSubscribe(true),
                new CanUpdateOwnMetadata(false));
        return token.toJwt();
    }

    /** For the agent, of kind AGENT. The SDK's token has no kind, so this one is made without it. */
    String agent(String room, String identity) {
        long now = clock.instant().getEpochSecond();
        return signed(new JsonObject()
                .put("iss", config.apiKey())
                .put("sub", identity)
                .put("nbf", now - CLOCK_SKEW.toSeconds())
                .put("exp", now + SHORT_LIFETIME.toSeconds())
                .put("name", "Interviewer")
                .put("kind", "agent")
                .put(
                        "video",
                        new JsonObject()
                                .put("roomJoin", true)
                                .put("room", room)
                                .put("canPublish", true)
                                .put("canPublishSources", new JsonArray().add("microphone"))
                                .put("canPublishData", true)
                                .put("canSubscribe", true)
                                .put("canUpdateOwnMetadata", true)
                                .put("agent", true)));
    }

    /** For calls that change one room. */
    String admin(String room) {
        return api(new io.livekit.server.RoomAdmin(true), new RoomName(room));
    }

    /** For calls that look for rooms. */
    String list() {
        return api(new RoomList(true));
    }

    private String api(VideoGrant... grants) {
        AccessToken token = token(SHORT_LIFETIME);
        token.addGrants(grants);
        return token.toJwt();
    }

    private AccessToken token(Duration lifetime) {
        Instant now = clock.instant();
        AccessToken token = new AccessToken(config.apiKey(), config.apiSecret());
        token.setNotBefore(Date.from(now.minus(CLOCK_SKEW)));
        token.setExpiration(Date.from(now.plus(lifetime)));
        return token;
    }

    private String signed(JsonObject claims) {
        String head = encoded(
                new JsonObject().put("alg", "HS256").put("typ", "JWT").encode().getBytes(UTF_8));
        String content = head + "." + encoded(claims.encode().getBytes(UTF_8));
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(config.apiSecret().getBytes(UTF_8), HMAC));
            return content + "." + encoded(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
