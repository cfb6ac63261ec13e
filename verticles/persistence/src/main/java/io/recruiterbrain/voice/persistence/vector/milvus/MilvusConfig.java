package io.recruiterbrain.voice.persistence.vector.milvus;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Milvus 2.4 or newer.
 *
 * @param host {@code MILVUS_HOST}
 * @param port {@code MILVUS_PORT}, usually 19530
 * @param token {@code user:password} or an API token, absent when the server asks for none; {@code MILVUS_TOKEN}
 * @param poolSize connections, and calls at the same time; {@code MILVUS_POOL_SIZE}
 * @param tls absent for connections in plain text; {@code MILVUS_TLS}
 */
public record MilvusConfig(
        String host,
        int port,
        @Nullable String token,
        int poolSize,
        @Nullable Tls tls) {
    /**
     * The server proves that it is the one called {@link #host}.
     *
     * @param authority PEM file of the authorities to trust, absent for those that Java trusts; {@code MILVUS_TLS_CA}
     */
    public record Tls(@Nullable Path authority) {
        public Tls {
            if (authority != null && !Files.isReadable(authority)) {
                throw new IllegalArgumentException("MILVUS_TLS_CA names a file that cannot be read: " + authority);
            }
        }
    }

    /** In plain text. */
    public MilvusConfig(String host, int port, @Nullable String token, int poolSize) {
        this(host, port, token, poolSize, null);
    }

    public MilvusConfig {
        requireNonNull(host, "host is null");
        if (host.isBlank() || host.contains("/")) {
            throw new IllegalArgumentException("MILVUS_HOST must be a host name or address, without http:// and port");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("MILVUS_PORT must be between 1 and 65535");
        }
        if (token != null && token.isBlank()) {
            throw new IllegalArgumentException("MILVUS_TOKEN must not be blank");
        }
        if (poolSize < 1 || poolSize > 64) {
            throw new IllegalArgumentException("MILVUS_POOL_SIZE must be between 1 and 64");
        }
    }

    /** Where it is, for messages. */
    String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "MilvusConfig[" + address() + ", token=" + (token == null ? "none" : "***") + ", poolSize=" + poolSize
                + ", tls=" + (tls != null) + "]";
    }
}
