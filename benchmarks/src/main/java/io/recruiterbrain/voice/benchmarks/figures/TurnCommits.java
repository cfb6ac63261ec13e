package io.recruiterbrain.voice.benchmarks.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.recruiterbrain.voice.persistence.Persistence;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.embedded.DataFolder;
import io.recruiterbrain.voice.persistence.embedded.EmbeddedPostgres;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Durable turns by {@code SaveTurn} against one transaction for each turn. Arguments: scratch folder, seconds of each part. */
public final class TurnCommits {
    private static final int ROOMS = 800;
    private static final String OWNER = "node-1/benchmark";

    /** About forty words. */
    private static final String TEXT = "First I looked at the slowest statements and their plans, and then I added the "
            + "index that was missing; the tests took forty minutes, and nobody ran them before a merge until we cut "
            + "that to five.";

    private final Bus bus;
    private final List<Room> rooms;
    private final Pool pool;

    private TurnCommits(Bus bus, List<Room> rooms, Pool pool) {
        this.bus = bus;
        this.rooms = rooms;
        this.pool = pool;
    }

    /** An interview that an agent holds, and the number of its last turn. */
    record Room(UUID interviewId, AtomicInteger lastTurn) {
        SaveTurn next() {
            int no = lastTurn.incrementAndGet();
            Instant at = Instant.now();
            Turn turn = new Turn(
                    no,
                    Speaker.CANDIDATE,
                    TurnKind.ANSWER,
                    TEXT + " " + no,
                    at.minusSeconds(9),
                    at,
                    1,
                    false,
                    false,
                    0.9,
                    Map.of("end_of_turn_delay", 0.4));
            return new SaveTurn(interviewId, turn, 1L);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path scratch = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        PersistenceConfig.Pool pool = PersistenceConfig.Pool.defaults();
        int connections = pool.size() + pool.maxOverflow();
        Vertx vertx = Vertx.vertx();
        MessageCodec.register(vertx);
        try (DataFolder folder = DataFolder.open(Files.createDirectories(scratch.resolve("postgres")));
                EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 2 * connections + 6)) {
            PersistenceConfig config = new PersistenceConfig(
                    Files.createDirectories(scratch.resolve("node")),
                    postgres.server(),
                    pool,
                    PersistenceConfig.Turns.defaults(),
                    PersistenceConfig.Outbox.defaults(),
                    PersistenceConfig.Reaper.defaults());
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            Persistence persistence = Persistence.start(vertx, config, "node-1", registry, Clock.systemUTC())
                    .await();
            vertx.deployVerticle(persistence::newVerticle, new DeploymentOptions().setInstances(2))
                    .await();
            Bus bus = new Bus(vertx);
            Pool singlePool = pool(vertx, postgres.server(), connections);
            TurnCommits grouped = new TurnCommits(bus, rooms(bus), singlePool);
            OneByOne single = new OneByOne(singlePool, rooms(bus), connections);
            grouped.compare(single, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-38s mean %.1f ms for %.0f turns (n=%d)%n",
                    "group commit",
                    registry.get("rbv.persistence.commit").timer().mean(TimeUnit.MILLISECONDS),
                    registry.get("rbv.persistence.commit.turns").summary().mean(),
                    registry.get("rbv.persistence.commit").timer().count());
            single.pool().close().await();
            persistence.stop().await();
        } finally {
            vertx.close().await();
        }
    }

    private void compare(OneByOne single, int seconds) throws InterruptedException {
        single.perSecond(single::insert, 2);
        single.perSecond(single::sameRows, 2);
        perSecond(3);
        double insert = 0;
        double sameRows = 0;
        double grouped = 0;
        int rounds = 2;
        for (int round = 0; round < rounds; round++) {
            insert += single.perSecond(single::insert, seconds) / rounds;
            sameRows += single.perSecond(single::sameRows, seconds) / rounds;
            grouped += perSecond(seconds) / rounds;
        }
        System.out.printf(
                Locale.ROOT,
                "%-38s %.0f turns a second, %d rooms%n"
                        + "%-38s %.0f a second, %d connections; SaveTurn is %.1f times as fast   to reach: 10 times%n"
                        + "%-38s %.0f a second, %d connections; SaveTurn is %.1f times as fast%n",
                "SaveTurn",
                grouped,
                rooms.size(),
                "one transaction a turn, all its rows",
                sameRows,
                single.connections(),
                grouped / sameRows,
                "one bare insert a turn",
                insert,
                single.connections(),
                grouped / insert);
        for (double share : new double[] {0.5, 0.25}) {
            acknowledgements(grouped * share, seconds)
                    .print(String.format(Locale.ROOT, "p99 25 ms at half the load; %.0f a second", grouped * share));
        }
    }

    /** Every room has one turn on its way all the time; it is over when the last of their events is published. */
    private double perSecond(int seconds) throws InterruptedException {
        return closedLoop(
                rooms.size(),
                seconds,
                loop -> bus.ask(SaveTurn.ADDRESS, rooms.get(loop).next()),
                this::awaitPublished);
    }

    private void awaitPublished() {
        while (!pool.query("SELECT last_sequence = last_published FROM event_counter, event_publisher")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0))
                .await()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Turns arrive evenly, whether or not the ones before are saved; from when a turn was due to its acknowledgement. */
    private Sample acknowledgements(double perSecond, int seconds) throws InterruptedException {
        Sample sample = new Sample("acknowledgement of SaveTurn", "ms");
        int count = (int) (perSecond * seconds);
        CountDownLatch answered = new CountDownLatch(count);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begun + (long) (i * 1e9 / perSecond);
            LockSupport.parkNanos(due - System.nanoTime());
            bus.ask(SaveTurn.ADDRESS, rooms.get(i % rooms.size()).next()).onComplete(saved -> {
                double millis = (System.nanoTime() - due) / 1e6;
                synchronized (sample) {
                    sample.add(saved.succeeded() ? millis : Double.POSITIVE_INFINITY);
                }
                answered.countDown();
            });
        }
        if (!answered.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("turns were not answered");
        }
        return sample;
    }

    private static double closedLoop(int loops, int seconds, Function<Integer, Future<?>> save, Runnable afterwards)
            throws InterruptedException {
        LongAdder saved = new LongAdder();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            Promise<Void> ended = Promise.promise();
            ends.add(ended.future());
            again(i, save, saved, end, ended);
        }
        Future.all(ends).await();
        afterwards.run();
        return saved.sum() / ((System.nanoTime() - begun) / 1e9);
    }

    private static void again(
            int loop, Function<Integer, Future<?>> save, LongAdder saved, long end, Promise<Void> ended) {
        save.apply(loop).onComplete(outcome -> {
            if (outcome.succeeded()) {
                saved.increment();
            }
            if (System.nanoTime() - end >= 0) {
                ended.tryComplete();
            } else {
                again(loop, save, saved, end, ended);
            }
        });
    }

    /** The other way: a transaction for each turn, each connection busy all the time. */
    private record OneByOne(Pool pool, List<Room> rooms, int connections) {
        private static final String INSERT = """
                INSERT INTO turns (interview_id, turn_no, speaker, kind, text, started_at, ended_at, question_no,
                    interrupted, typed, confidence, latencies, saved_at)
                VALUES ($1, $2, 'CANDIDATE', 'ANSWER', $3, now(), now(), 1, false, false, 0.9,
                    '{"end_of_turn_delay": 0.4}', now())
                """;
        private static final String OUTBOX =
                "INSERT INTO vector_outbox (interview_id, turn_no, queued_at, due_at) VALUES ($1, $2, now(), now())";
        private static final String EVENT = """
                WITH taken AS (UPDATE event_counter SET last_sequence = last_sequence + 1 RETURNING last_sequence)
                INSERT INTO events (sequence, event_id, type, interview_id, time, data)
                SELECT last_sequence, gen_random_uuid(), 'turn.saved', $1, now(),
                    jsonb_build_object('turn_no', $2::int, 'speaker', 'CANDIDATE', 'kind', 'ANSWER', 'text', $3::text)
                FROM taken
                """;

        double perSecond(Function<Integer, Future<?>> save, int seconds) throws InterruptedException {
            return closedLoop(2 * connections, seconds, save, () -> {});
        }

        /** The turn's row and nothing else: no search, no event, no fence. */
        Future<?> insert(int loop) {
            SaveTurn turn = rooms.get(loop).next();
            return pool.preparedQuery(INSERT).execute(values(turn));
        }

        /** What {@code SaveTurn} writes: the turn, its place in the outbox, its event. */
        Future<?> sameRows(int loop) {
            SaveTurn turn = rooms.get(loop).next();
            Tuple key = Tuple.of(turn.interviewId(), turn.turn().turnNo());
            return pool.withTransaction(connection -> connection
                    .preparedQuery(INSERT)
                    .execute(values(turn))
                    .compose(saved -> connection.preparedQuery(OUTBOX).execute(key))
                    .compose(queued -> connection.preparedQuery(EVENT).execute(values(turn))));
        }

        private static Tuple values(SaveTurn turn) {
            return Tuple.of(
                    turn.interviewId(), turn.turn().turnNo(), turn.turn().text());
        }
    }

    private static Pool pool(Vertx vertx, PersistenceConfig.Server server, int connections) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(new PgConnectOptions()
                        .setHost(server.host())
                        .setPort(server.port())
                        .setDatabase(server.database())
                        .setUser(server.user())
                        .setPassword(server.password())
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(connections))
                .build();
    }

    private static List<Room> rooms(Bus bus) {
        List<Room> rooms = new ArrayList<>();
        while (rooms.size() < ROOMS) {
            // A few at a time: more than a pool lets wait is refused.
            List<Future<Room>> some = IntStream.range(0, 20)
                    .mapToObj(i -> room(bus, UUID.randomUUID(), 20))
                    .toList();
            some.forEach(room -> rooms.add(room.await()));
        }
        return rooms;
    }

    /** A machine that starts up and is loaded may be late; each step may be sent again. */
    private static Future<Room> room(Bus bus, UUID id, int tries) {
        Instant now = Instant.now();
        CreateInterview order = new CreateInterview(
                id,
                new CandidateData(null, "Ada Lovelace", null, null),
                new JobDescriptionData(null, "Backend engineer", null, "Java and PostgreSQL."),
                new InterviewSettings(2, Duration.ofMinutes(12), List.of()),
                now,
                now.plus(Duration.ofDays(3)),
                null,
                null);
        return bus.ask(CreateInterview.ADDRESS, order)
                .compose(created -> bus.ask(AcquireLease.ADDRESS, new AcquireLease(id, OWNER, null, 0)))
                .compose(acquired -> bus.ask(
                        ChangeState.ADDRESS, new ChangeState(id, InterviewState.WAITING, now, "node-1", null, 1L)))
                .map(waiting -> new Room(id, new AtomicInteger()))
                .recover(fault -> tries > 1 ? room(bus, id, tries - 1) : Future.failedFuture(fault));
    }
}
