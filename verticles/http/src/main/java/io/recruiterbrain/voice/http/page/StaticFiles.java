package io.recruiterbrain.voice.http.page;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Files of the class path, read once and kept. There are as many as were built in; a name that leads nowhere is not
 * remembered. Event loop of one verticle only.
 */
final class StaticFiles {
    private final Vertx vertx;
    private final Map<String, StaticFile> read = new HashMap<>();

    /**
     * @param etag strong, quoted
     */
    record StaticFile(Buffer content, String etag) {}

    StaticFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<Optional<StaticFile>> find(String resource) {
        StaticFile known = read.get(resource);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        if (resource.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return vertx.executeBlocking(() -> load(resource), false)
                .map(Objects::requireNonNull)
                .onSuccess(found -> found.ifPresent(file -> read.put(resource, file)));
    }

    private static Optional<StaticFile> load(String resource) throws IOException, NoSuchAlgorithmException {
        try (InputStream stream = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(
                    new StaticFile(Buffer.buffer(bytes), '"' + HexFormat.of().formatHex(hash, 0, 12) + '"'));
        }
    }
}
