package io.recruiterbrain.voice.persistence.postgres;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of connections, which open on demand and close when unused. Every fault comes out as a {@link ServiceException}; nothing waits longer than a caller does.
 * Safe to use from any context.
 */
public final class Database {
    /**
     * For a statement on a table that grows by orders of magnitude: a plan that was made while it was nearly empty, and kept,
     * would read all of it each time.
     */
    public static final String PLAN_ANEW = "SET LOCAL plan_cache_mode = force_custom_plan";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long TELL_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** Shorter than the bus timeout of 2 s, so that a caller gets our answer and not its own timeout. */
    private static final long ANSWER_MILLIS = 1_800;

    private static final long LONG_MILLIS = 600_000;
    private static final int WAITERS = 500;

    /**
     * Less than a lease lasts: a process that is frozen or cut off in the middle of a transaction keeps rows locked which
     * whoever takes its interviews must write.
     */
    private static final String IDLE_IN_TRANSACTION_MILLIS = "2000";

    private static final long ASK_AGAIN_MILLIS = 200;

    private final Vertx vertx;
    private final String address;
    private final Pool pool;
    private final int maxSize;
    private final MeterRegistry registry;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong toldNanos = new AtomicLong();

    public Database(
            Vertx vertx, PersistenceConfig.Server server, PersistenceConfig.Pool config, MeterRegistry registry) {
        this(vertx, server, config, "main", registry);
    }

    /**
     * @param name of the pool, for metrics
     */
    public Database(
            Vertx vertx,
            PersistenceConfig.Server server,
            PersistenceConfig.Pool config,
            String name,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.registry = registry;
        this.address = server.database() + " on " + server.host() + ":" + server.port();
        this.maxSize = config.size() + config.maxOverflow();
        this.pool = PgBuilder.pool()
                .using(vertx)
                .connectingTo(connectOptions(server, config))
                .with(new NetClientOptions()
                        .setConnectTimeout((int) config.connect().toMillis()))
                .with(new PoolOptions()
                        .setMaxSize(maxSize)
                        .setMaxWaitQueueSize(WAITERS)
                        .setConnectionTimeout((int) config.timeout().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) config.idle().toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxLifetime((int) config.recycle().toSeconds())
                        .setMaxLifetimeUnit(TimeUnit.SECONDS))
                .build();
        Gauge.builder("rbv.persistence.pool.connections", pool, Pool::size)
                .description("open connections to PostgreSQL")
                .tag("pool", name)
                .register(registry);
        Gauge.builder("rbv.persistence.pool.active", active, AtomicInteger::get)
                .description("requests that hold or wait for a connection")
                .tag("pool", name)
                .register(registry);
    }

    /** Runs statements that each stand for themselves. */
    public <T> Future<T> read(Function<SqlConnection, Future<T>> work) {
        return bounded("read", pool.withConnection(work), ANSWER_MILLIS);
    }

    /** Runs statements that all happen or none; they have happened when the future succeeds. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return bounded("transaction", pool.withTransaction(work), ANSWER_MILLIS);
    }

    /** A transaction that may take minutes; nobody on the bus waits for it. */
    public <T> Future<T> longTransaction(Function<SqlConnection, Future<T>> work) {
        return bounded(
                "long_transaction",
                pool.withTransaction(connection -> connection
                        .query("SET LOCAL statement_timeout = 0")
                        .execute()
                        .compose(set -> work.apply(connection))),
                LONG_MILLIS);
    }

    /** Succeeds while the database answers. */
    public Future<Void> ping() {
        return bounded("ping", pool.query("SELECT 1").execute(), ANSWER_MILLIS).mapEmpty();
    }

    /**
     * Succeeds when the database answers, which is asked again and again; fails with a {@link StartFailedException} when it
     * does not within the limit.
     */
    public Future<Void> firstAnswer(Duration limit) {
        return firstAnswer(System.nanoTime() + limit.toNanos(), limit);
    }

    private Future<Void> firstAnswer(long deadline, Duration limit) {
        return ping().recover(fault -> System.nanoTime() - deadline > 0
                ? Future.failedFuture(new StartFailedException(
                        "The database " + address + " did not answer within " + limit.toSeconds()
                                + " s: see that it runs and has connections left, and start again.",
                        fault))
                : vertx.timer(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS).compose(due -> firstAnswer(deadline, limit)));
    }

    /** Requests that hold or wait for a connection. */
    public int active() {
        return active.get();
    }

    public int maxSize() {
        return maxSize;
    }

    public Future<Void> close() {
        // A pool whose first connection never came does not end by itself.
        return pool.close().timeout(5, TimeUnit.SECONDS).otherwiseEmpty();
    }

    private <T> Future<T> bounded(String operation, Future<T> work, long millis) {
        Timer.Sample sample = Timer.start(registry);
        active.incrementAndGet();
        work.onComplete(done -> active.decrementAndGet());
        return work.timeout(millis, TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(known(fault)))
                .onComplete(done -> sample.stop(Timer.builder("rbv.persistence.request")
                        .description("From a request to PostgreSQL to its answer, the wait for a connection included")
                        .tag("operation", operation)
                        .tag(
                                "outcome",
                                done.succeeded()
                                        ? "ok"
                                        : known(done.cause()).code().name())
                        .publishPercentileHistogram()
                        .register(registry)));
    }

    private ServiceException known(Throwable fault) {
        ServiceException known = Faults.toServiceException(fault);
        if (Faults.refusesWork(known)) {
            tellThatItRefuses(known);
        }
        return known.code() == ErrorCode.UNAVAILABLE && active.get() > WAITERS
                ? new ServiceException(ErrorCode.BUSY, "the database has too much to do now", known)
                : known;
    }

    /** Each request fails of it; one line in a minute is enough. */
    private void tellThatItRefuses(ServiceException fault) {
        long now = System.nanoTime();
        long before = toldNanos.get();
        if ((before == 0 || now - before > TELL_AGAIN_NANOS) && toldNanos.compareAndSet(before, now)) {
            Throwable cause = fault.getCause();
            LOG.atWarn()
                    .addKeyValue("cause", cause == null ? null : cause.getMessage())
                    .addKeyValue("errorCode", fault.code())
                    .log("the database refuses to work; see its own log");
        }
    }

    private static PgConnectOptions connectOptions(PersistenceConfig.Server server, PersistenceConfig.Pool config) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(server.database())
                .setUser(server.user())
                .setPassword(server.password())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .setPreparedStatementCacheSqlLimit(8_192)
                .setSslMode(SslMode.of(server.sslMode()));
        options.setProperties(Map.of(
                "application_name", "recruiterbrain",
                "client_encoding", "UTF8",
                "DateStyle", "ISO",
                "TimeZone", "UTC",
                "statement_timeout", Long.toString(config.statement().toMillis()),
                "idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_MILLIS));
        if (options.getSslMode() != SslMode.DISABLE) {
            ClientSSLOptions ssl = new ClientSSLOptions()
                    .setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
            if (server.sslRootCertificate() == null) {
                ssl.setTrustAll(true);
            } else {
                ssl.setTrustOptions(new PemTrustOptions()
                        .addCertPath(server.sslRootCertificate().toString()));
            }
            options.setSslOptions(ssl);
        }
        return options;
    }
}
