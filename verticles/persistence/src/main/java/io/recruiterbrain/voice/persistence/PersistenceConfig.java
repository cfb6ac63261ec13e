package io.recruiterbrain.voice.persistence;

import static java.util.Objects.requireNonNull;

import io.recruiterbrain.voice.persistence.vector.milvus.MilvusConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How persistence works on this node.
 *
 * @param dataFolder holds the embedded PostgreSQL and the vector index, one node at a time; {@code RBV_DATA_DIR}
 * @param server the PostgreSQL server to use, absent for the embedded one; present when {@code POSTGRES_HOST} is set
 * @param milvus the Milvus server to use, absent for the index in the data folder; present when {@code MILVUS_HOST} is set
 * @param pool connections to PostgreSQL
 * @param turns how turns are committed
 * @param outbox how turns get into the vector store
 * @param reaper how interviews that nobody ends are ended
 */
public record PersistenceConfig(
        Path dataFolder,
        @Nullable Server server,
        @Nullable MilvusConfig milvus,
        Pool pool,
        Turns turns,
        Outbox outbox,
        Reaper reaper) {
    /** Environment variable of {@link #dataFolder}, named in messages. */
    public static final String DATA_FOLDER = "RBV_DATA_DIR";

    public PersistenceConfig {
        requireNonNull(dataFolder, "dataFolder is null");
        requireNonNull(pool, "pool is null");
        requireNonNull(turns, "turns is null");
        requireNonNull(outbox, "outbox is null");
        requireNonNull(reaper, "reaper is null");
    }

    /** With the vector index in the data folder. */
    public PersistenceConfig(
            Path dataFolder, @Nullable Server server, Pool pool, Turns turns, Outbox outbox, Reaper reaper) {
        this(dataFolder, server, null, pool, turns, outbox, reaper);
    }

    public PersistenceConfig withMilvus(@Nullable MilvusConfig other) {
        return new PersistenceConfig(dataFolder, server, other, pool, turns, outbox, reaper);
    }

    /** Everything embedded, in the given folder. */
    public static PersistenceConfig defaults(Path dataFolder) {
        return new PersistenceConfig(
                dataFolder, null, Pool.defaults(), Turns.defaults(), Outbox.defaults(), Reaper.defaults());
    }

    /**
     * A PostgreSQL 14 or newer.
     *
     * @param host {@code POSTGRES_HOST}
     * @param port {@code POSTGRES_PORT}, usually 5432
     * @param database {@code POSTGRES_DB}, usually recruiterbrain
     * @param user {@code POSTGRES_USER}
     * @param password {@code POSTGRES_PASSWORD}
     * @param sslMode libpq's word: disable, allow, prefer, require, verify-ca or verify-full; {@code POSTGRES_SSLMODE}
     * @param sslRootCertificate PEM file of the authority; {@code POSTGRES_SSLROOTCERT}
     * @param migration owner of the tables, used by {@code ./rbv migrate} only; absent when {@code user} owns them
     */
    public record Server(
            String host,
            int port,
            String database,
            String user,
            String password,
            String sslMode,
            @Nullable Path sslRootCertificate,
            @Nullable Role migration) {
        /** One role for everything: it owns the tables. */
        public Server(
                String host,
                int port,
                String database,
                String user,
                String password,
                String sslMode,
                @Nullable Path sslRootCertificate) {
            this(host, port, database, user, password, sslMode, sslRootCertificate, null);
        }

        public Server {
            notBlank(host, "POSTGRES_HOST");
            range(port, "POSTGRES_PORT", 1, 65_535);
            notBlank(database, "POSTGRES_DB");
            notBlank(user, "POSTGRES_USER");
            requireNonNull(password, "password is null");
            if (!sslMode.matches("disable|allow|prefer|require|verify-ca|verify-full")) {
                throw new IllegalArgumentException(
                        "POSTGRES_SSLMODE must be disable, allow, prefer, require, verify-ca or verify-full");
            }
            if (sslMode.startsWith("verify") && sslRootCertificate == null) {
                throw new IllegalArgumentException("POSTGRES_SSLMODE " + sslMode + " needs POSTGRES_SSLROOTCERT");
            }
        }

        public Server withMigration(@Nullable Role other) {
            return new Server(host, port, database, user, password, sslMode, sslRootCertificate, other);
        }

        /** Where it is, for messages. */
        public String address() {
            return database + " on " + host + ":" + port;
        }

        @Override
        public String toString() {
            return "Server[" + user + "@" + host + ":" + port + "/" + database + ", sslMode=" + sslMode + "]";
        }
    }

    /**
     * @param user {@code POSTGRES_MIGRATION_USER}
     * @param password {@code POSTGRES_MIGRATION_PASSWORD}
     */
    public record Role(String user, String password) {
        public Role {
            notBlank(user, "POSTGRES_MIGRATION_USER");
            requireNonNull(password, "password is null");
        }

        @Override
        public String toString() {
            return "Role[" + user + "]";
        }
    }

    /**
     * Connections open on demand, up to {@code size + maxOverflow}, and close when nobody used them for {@code idle}. The pool
     * of the database client keeps no minimum: after a pause the next request opens one again.
     *
     * @param size connections for the usual load; {@code POSTGRES_POOL_SIZE}
     * @param maxOverflow further ones for peaks; {@code POSTGRES_MAX_OVERFLOW}
     * @param timeout wait for a free or new connection, then the request fails; {@code POSTGRES_POOL_TIMEOUT} (seconds)
     * @param idle how long an unused connection stays open; {@code POSTGRES_POOL_IDLE} (seconds)
     * @param recycle age at which a connection is replaced; {@code POSTGRES_POOL_RECYCLE} (seconds)
     * @param connect how long the server may take to accept a connection; {@code POSTGRES_CONNECT_TIMEOUT}
     * @param statement after which the server gives a statement up, 100 to 1800 ms, for callers do not wait longer; {@code
     *     POSTGRES_STATEMENT_TIMEOUT}
     */
    public record Pool(
            int size,
            int maxOverflow,
            Duration timeout,
            Duration idle,
            Duration recycle,
            Duration connect,
            Duration statement) {
        private static final int LEASE_CONNECTIONS = 2;

        /** With the usual timeouts of connections and statements. */
        public Pool(int size, int maxOverflow, Duration timeout, Duration idle, Duration recycle) {
            this(size, maxOverflow, timeout, idle, recycle, Duration.ofSeconds(5), Duration.ofMillis(1_600));
        }

        public Pool {
            range(size, "POSTGRES_POOL_SIZE", 2, 200);
            range(maxOverflow, "POSTGRES_MAX_OVERFLOW", 0, 200);
            positive(timeout, "POSTGRES_POOL_TIMEOUT");
            positive(idle, "POSTGRES_POOL_IDLE");
            positive(recycle, "POSTGRES_POOL_RECYCLE");
            between(connect, "POSTGRES_CONNECT_TIMEOUT", Duration.ofMillis(100), Duration.ofMinutes(1));
            between(statement, "POSTGRES_STATEMENT_TIMEOUT", Duration.ofMillis(100), Duration.ofMillis(1_800));
        }

        /** A pool beside this one that no other load can fill. */
        public Pool forLeases() {
            return new Pool(LEASE_CONNECTIONS, 0, timeout, idle, recycle, connect, statement);
        }

        /** Of a node, all together. */
        public int connections() {
            return size + maxOverflow + LEASE_CONNECTIONS;
        }

        public static Pool defaults() {
            return new Pool(8, 4, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(30));
        }
    }

    /**
     * @param commitWindow turns, and new interviews, that arrive within it share a commit, 1 to 500 ms
     * @param queueLimit turns, and as many new interviews, that may wait, one more is answered BUSY
     */
    public record Turns(Duration commitWindow, int queueLimit) {
        public Turns {
            if (commitWindow.toMillis() < 1 || commitWindow.toMillis() > 500) {
                throw new IllegalArgumentException("turns.commitWindow must be between 1 ms and 500 ms");
            }
            range(queueLimit, "turns.queueLimit", 1, 100_000);
        }

        public static Turns defaults() {
            return new Turns(Duration.ofMillis(3), 1_000);
        }
    }

    /**
     * @param vectorDimension length of the embedding model's vectors; {@code RBV_VECTOR_DIMENSION}
     * @param interval longest wait before the queue is looked at again
     * @param retryAfter first wait after a failure, doubled up to 64 times
     */
    public record Outbox(int vectorDimension, Duration interval, Duration retryAfter) {
        public Outbox {
            range(vectorDimension, "RBV_VECTOR_DIMENSION", 1, 4_096);
            positive(interval, "outbox.interval");
            positive(retryAfter, "outbox.retryAfter");
        }

        public static Outbox defaults() {
            return new Outbox(384, Duration.ofSeconds(2), Duration.ofMillis(500));
        }
    }

    /**
     * @param interval between two looks
     * @param reconnectTime how long an agent waits for a lost candidate; {@code INTERVIEW_RECONNECT_SECONDS}
     * @param resumeTime how long a candidate whose interview a node left, when it went down, may come back; {@code INTERVIEW_RESUME_SECONDS}
     */
    public record Reaper(Duration interval, Duration reconnectTime, Duration resumeTime) {
        public Reaper {
            positive(interval, "reaper.interval");
            positive(reconnectTime, "INTERVIEW_RECONNECT_SECONDS");
            positive(resumeTime, "INTERVIEW_RESUME_SECONDS");
        }

        public static Reaper defaults() {
            return new Reaper(Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofHours(1));
        }
    }

    private static void notBlank(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }

    private static void range(int value, String name, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max);
        }
    }

    private static void between(Duration value, String name, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    name + " must be between " + min.toMillis() + "ms and " + max.toMillis() + "ms");
        }
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive");
        }
    }
}
