package io.recruiterbrain.voice.testkit.vendor.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Google's OAuth 2.0 token endpoint for service accounts, and a key file that leads to it.
 *
 * <p>Follows the vendor's page "Using OAuth 2.0 for Server to Server Applications": the grant type
 * {@code urn:ietf:params:oauth:grant-type:jwt-bearer}, an assertion signed with RS256, and its error
 * {@code invalid_grant}.
 */
public final class GoogleTokenServer {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String ACCOUNT = "speech@trial.iam.gserviceaccount.com";

    private final Vertx vertx;
    private final KeyPair keys;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile boolean revoked;
    private @Nullable HttpServer server;

    public GoogleTokenServer(Vertx vertx) {
        this.vertx = vertx;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no RSA", e);
        }
    }

    /** Takes any free port of 127.0.0.1. */
    public Future<Integer> start() {
        HttpServer created = vertx.createHttpServer();
        server = created;
        return created.requestHandler(this::answer).listen(0, "127.0.0.1").map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }

    /** The content of a key file as the vendor's console hands it out. */
    public String keyFile(int port) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new JsonObject()
                .put("type", "service_account")
                .put("project_id", "trial")
                .put("private_key_id", "1")
                .put("private_key", pem)
                .put("client_email", ACCOUNT)
                .put("client_id", "1")
                .put("token_uri", "http://127.0.0.1:" + port + "/token")
                .encodePrettily();
    }

    /** Whether a token was issued here and holds. */
    public boolean accepts(String token) {
        return !revoked && tokens.contains(token);
    }

    /** The account's key is deleted: no token holds any more, and none is issued. */
    public void revoke() {
        revoked = true;
    }

    public int issued() {
        return issued.get();
    }

    private void answer(HttpServerRequest request) {
        if (!"/token".equals(request.path())) {
            request.response().setStatusCode(404).end();
            return;
        }
        request.setExpectMultipart(true);
        request.endHandler(end -> {
            String assertion = request.getFormAttribute("assertion");
            if (!GRANT.equals(request.getFormAttribute("grant_type"))) {
                refuse(request, "unsupported_grant_type", "Invalid grant_type");
            } else if (revoked || assertion == null || !isSigned(assertion)) {
                refuse(request, "invalid_grant", "Invalid JWT Signature.");
            } else {
                String token = "ya29." + UUID.randomUUID();
                tokens.add(token);
                issued.incrementAndGet();
                request.response()
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .end(new JsonObject()
                                .put("access_token", token)
                                .put("expires_in", 3599)
                                .put("token_type", "Bearer")
                                .encode());
            }
        });
    }

    private static void refuse(HttpServerRequest request, String error, String description) {
        request.response()
                .setStatusCode(400)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(new JsonObject()
                        .put("error", error)
                        .put("error_description", description)
                        .encode());
    }

    private boolean isSigned(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
            return ACCOUNT.equals(claims.getString("iss"))
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException | DecodeException e) {
            return false;
        }
    }
}
