package io.recruiterbrain.voice.persistence.vector.milvus;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one Milvus: as many as {@code MILVUS_POOL_SIZE} for calls that somebody waits for, each with a thread,
 * and one for what may take minutes. Milvus' client blocks and, left to itself, waits for minutes on a dead server and,
 * after a long outage, for minutes on one that is back; here each step fails within two seconds, and a connection in
 * trouble is replaced by a new one.
 */
final class MilvusClients {
    private static final long CONNECT_MILLIS = 1_500;
    private static final long CALL_MILLIS = 1_500;
    private static final long RETRIES_MILLIS = 1_800;
    private static final long KEEP_ALIVE_MILLIS = 1_000;
    private static final long LONG_MILLIS = Duration.ofMinutes(10).toMillis();
    /** Calls that wait for each connection; one more is answered BUSY. */
    private static final int WAITERS = 50;

    private final MilvusConfig config;
    private final BlockingQueue<Connection> idle;
    private final WorkerExecutor callers;
    private final WorkerExecutor patient;
    private final AtomicInteger waiting = new AtomicInteger();

    private MilvusClients(
            MilvusConfig config, List<Connection> connections, WorkerExecutor callers, WorkerExecutor patient) {
        this.config = config;
        this.idle = new ArrayBlockingQueue<>(connections.size(), false, connections);
        this.callers = callers;
        this.patient = patient;
    }

    /** Connects; blocks. Fails with what the client throws when the server is not there. */
    static MilvusClients connect(Vertx vertx, MilvusConfig config, String name) {
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < config.poolSize(); i++) {
                Connection connection = new Connection(config);
                connection.open();
                connections.add(connection);
            }
        } catch (RuntimeException e) {
            connections.forEach(Connection::drop);
            throw e;
        }
        return new MilvusClients(
                config,
                connections,
                vertx.createSharedWorkerExecutor("milvus-" + name, config.poolSize()),
                vertx.createSharedWorkerExecutor("milvus-admin-" + name, 1, LONG_MILLIS * 2, TimeUnit.MILLISECONDS));
    }

    /** A connection for calls that are answered at once or fail. */
    static MilvusClientV2 quick(MilvusConfig config) {
        MilvusClientV2 client = new MilvusClientV2(address(config)
                .connectTimeoutMs(CONNECT_MILLIS)
                .rpcDeadlineMs(CALL_MILLIS)
                .build());
        client.retryConfig(RetryConfig.builder()
                .maxRetryTimes(1)
                .maxRetryTimeoutMs(RETRIES_MILLIS)
                .build());
        return client;
    }

    /** A connection for making, loading and flushing collections. */
    static MilvusClientV2 patient(MilvusConfig config) {
        MilvusClientV2 client = new MilvusClientV2(address(config)
                .connectTimeoutMs(CONNECT_MILLIS)
                .rpcDeadlineMs(LONG_MILLIS)
                .build());
        client.retryConfig(RetryConfig.builder()
                .maxRetryTimes(3)
                .maxRetryTimeoutMs(LONG_MILLIS)
                .build());
        return client;
    }

    private static ConnectConfig.ConnectConfigBuilder address(MilvusConfig config) {
        MilvusConfig.Tls tls = config.tls();
        ConnectConfig.ConnectConfigBuilder builder = ConnectConfig.builder()
                .uri((tls == null ? "http://" : "https://") + config.host() + ":" + config.port())
                .keepAliveTimeoutMs(KEEP_ALIVE_MILLIS);
        if (tls != null && tls.authority() != null) {
            // Called the server's certificate there, and handed to gRPC as what to trust; it asks for the name with it.
            builder.serverPemPath(tls.authority().toString()).serverName(config.host());
        }
        return config.token() == null ? builder : builder.token(config.token());
    }

    /** Runs one call; at most as many at a time as there are connections. Fails with what the client throws. */
    <T> Future<T> call(Function<MilvusClientV2, T> work) {
        if (waiting.incrementAndGet() > WAITERS * config.poolSize()) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ServiceException(ErrorCode.BUSY, "Milvus has too much to do now"));
        }
        return callers.executeBlocking(
                        () -> {
                            Connection connection = idle.take();
                            try {
                                return connection.call(work);
                            } finally {
                                idle.add(connection);
                            }
                        },
                        false)
                .map(Objects::requireNonNull)
                .onComplete(done -> waiting.decrementAndGet());
    }

    /** Runs what may take minutes, one at a time. */
    <T> Future<T> slowly(Function<MilvusClientV2, T> work) {
        return patient.executeBlocking(
                        () -> {
                            MilvusClientV2 client = patient(config);
                            try {
                                return work.apply(client);
                            } finally {
                                client.close();
                            }
                        },
                        false)
                .map(Objects::requireNonNull);
    }

    /** Ends the connections when the calls that use them are done; a later call fails. */
    Future<Void> close() {
        return callers.executeBlocking(
                        () -> {
                            List<Connection> all = new ArrayList<>();
                            while (all.size() < config.poolSize()) {
                                all.add(idle.take());
                            }
                            all.forEach(Connection::end);
                            return idle.addAll(all);
                        },
                        false)
                .transform(closed -> Future.join(callers.close(), patient.close()))
                .mapEmpty();
    }

    /**
     * One connection, in one call's hands at a time. gRPC waits longer and longer before it tries a dead server again, up to
     * two minutes, and calls wait with it; a new connection tries at once. So the one that failed is closed, and its next
     * user opens another.
     */
    private static final class Connection {
        private final MilvusConfig config;
        private @Nullable MilvusClientV2 client;
        private boolean ended;

        private Connection(MilvusConfig config) {
            this.config = config;
        }

        private <T> T call(Function<MilvusClientV2, T> work) {
            try {
                return work.apply(open());
            } catch (RuntimeException e) {
                if (MilvusFaults.lostConnection(e)) {
                    drop();
                }
                throw e;
            }
        }

        private MilvusClientV2 open() {
            if (ended) {
                throw new ServiceException(ErrorCode.UNAVAILABLE, "the connections to Milvus are closed");
            }
            MilvusClientV2 open = client == null ? quick(config) : client;
            client = open;
            return open;
        }

        private void drop() {
            if (client != null) {
                client.close();
                client = null;
            }
        }

        private void end() {
            ended = true;
            drop();
        }
    }
}
