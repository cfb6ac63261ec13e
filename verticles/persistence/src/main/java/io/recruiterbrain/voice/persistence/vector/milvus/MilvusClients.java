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

/**
 * Connections to one Milvus: as many as {@code MILVUS_POOL_SIZE} for calls that somebody waits for, each with a thread,
 * and one for what may take minutes. Milvus' client blocks and, left to itself, waits for minutes on a dead server; each
 * call here fails within two seconds, and connections mend themselves.
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
    private final BlockingQueue<MilvusClientV2> idle;
    private final List<MilvusClientV2> all;
    private final WorkerExecutor callers;
    private final WorkerExecutor patient;
    private final AtomicInteger waiting = new AtomicInteger();

    private MilvusClients(
            MilvusConfig config, List<MilvusClientV2> clients, WorkerExecutor callers, WorkerExecutor patient) {
        this.config = config;
        this.all = new ArrayList<>(clients);
        this.idle = new ArrayBlockingQueue<>(clients.size(), false, clients);
        this.callers = callers;
        this.patient = patient;
    }

    /** Connects; blocks. Fails with what the client throws when the server is not there. */
    static MilvusClients connect(Vertx vertx, MilvusConfig config, String name) {
        List<MilvusClientV2> clients = new ArrayList<>();
        try {
            for (int i = 0; i < config.poolSize(); i++) {
                clients.add(quick(config));
            }
        } catch (RuntimeException e) {
            clients.forEach(MilvusClientV2::close);
            throw e;
        }
        return new MilvusClients(
                config,
                clients,
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
        ConnectConfig.ConnectConfigBuilder builder = ConnectConfig.builder()
                .uri("http://" + config.host() + ":" + config.port())
                .keepAliveTimeoutMs(KEEP_ALIVE_MILLIS);
        return config.token() == null ? builder : builder.token(config.token());
    }

    /** Runs one call; at most as many at a time as there are connections. Fails with what the client throws. */
    <T> Future<T> call(Function<MilvusClientV2, T> work) {
        if (waiting.incrementAndGet() > WAITERS * all.size()) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ServiceException(ErrorCode.BUSY, "Milvus has too much to do now"));
        }
        return callers.executeBlocking(
                        () -> {
                            MilvusClientV2 client = idle.take();
                            try {
                                return work.apply(client);
                            } finally {
                                idle.add(client);
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

    Future<Void> close() {
        return callers.executeBlocking(
                        () -> {
                            all.forEach(MilvusClientV2::close);
                            return true;
                        },
                        false)
                .transform(closed -> Future.join(callers.close(), patient.close()))
                .mapEmpty();
    }
}
