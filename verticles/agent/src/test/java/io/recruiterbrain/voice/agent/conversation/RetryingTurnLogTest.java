package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.Waiting;
import io.recruiterbrain.voice.agent.spool.SpoolFile;
import io.recruiterbrain.voice.agent.spool.SpoolTurns;
import io.recruiterbrain.voice.agent.spool.TurnSpool;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RetryingTurnLogTest {
    private static final UUID ID = UUID.randomUUID();
    private static final int IN_MEMORY = 10;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Integer> stored = new CopyOnWriteArrayList<>();
    private final List<Integer> delivered = new CopyOnWriteArrayList<>();
    private volatile @Nullable ErrorCode fault;
    private volatile boolean entitled = true;
    private TurnSpool spool;
    private SpoolFile file;
    private RetryingTurnLog log;

    @BeforeEach
    void open() {
        spool = TurnSpool.open(folder, meters);
        file = spool.file(ID, 3);
        log = new RetryingTurnLog(
                ID,
                this::save,
                new VertxScheduler(vertx, context, Clock.systemUTC()),
                IN_MEMORY,
                file,
                () -> entitled,
                (turns, since) -> delivered.add(turns),
                meters);
    }

    @AfterEach
    void close() {
        vertx.close().await();
        spool.close();
    }

    @Test
    void aStoreThatAnswersLeavesNothingOnTheDisk() {
        // When
        append(1, 5);
        Waiting.until(() -> stored.size() == 5);

        // Then
        flushed();
        assertThat(path()).doesNotExist();
        assertThat(delivered).isEmpty();
    }

    @Test
    void whatIsBeyondMemoryIsReadBackInOrderWhenItsTimeComes() {
        // Given
        fault = ErrorCode.UNAVAILABLE;
        append(1, 45);
        Waiting.until(() -> onDisk().size() == 45);

        // When
        append(46, 50);
        fault = null;
        flushed();

        // Then
        assertThat(stored).containsExactlyElementsOf(numbers(1, 50));
        assertThat(delivered.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
        assertThat(meters.counter("rbv.agent.turns.dropped").count()).isZero();
        Waiting.until(() -> !Files.exists(path()));
    }

    @Test
    void aStoreThatDoesNotAnswerInTimeIsNotWaitedForBeforeTheDisk() {
        // Given
        Promise<TurnSaved> never = Promise.promise();
        RetryingTurnLog slow = new RetryingTurnLog(
                ID,
                save -> never.future(),
                new VertxScheduler(vertx, context, Clock.systemUTC()),
                IN_MEMORY,
                file,
                () -> entitled,
                (turns, since) -> {},
                meters);

        // When
        context.runOnContext(ignored -> slow.append(SpoolTurns.turn(1)));

        // Then
        Waiting.until(() -> onDisk().equals(List.of(1)));
    }

    @Test
    void whatAnotherAgentsLeaseRefusesIsLeftOnTheDisk() {
        // Given
        fault = ErrorCode.UNAVAILABLE;
        append(1, 3);
        Waiting.until(() -> onDisk().size() == 3);

        // When
        fault = ErrorCode.STALE_LEASE;
        flushed();

        // Then
        assertThat(stored).isEmpty();
        assertThat(onDisk()).containsExactly(1, 2, 3);
        assertThat(meters.counter("rbv.agent.turns.dropped").count()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onAFullDiskTurnsStayInMemoryAndThoseBeyondAreCounted() throws IOException {
        // Given
        Files.createSymbolicLink(path(), Path.of("/dev/full"));
        fault = ErrorCode.UNAVAILABLE;

        // When
        append(1, 12);
        Waiting.until(() -> meters.counter("rbv.agent.turns.dropped").count() == 2);
        fault = null;
        flushed();

        // Then
        assertThat(stored).containsExactlyElementsOf(numbers(1, 10));
    }

    @Test
    void aTurnIsKeptWhenTheStoreHasIt() {
        // When
        append(1, 2);

        // Then
        assertThat(durable()).succeedsWithin(LIMIT);
        assertThat(stored).containsExactly(1, 2);
        assertThat(path()).doesNotExist();
    }

    @Test
    void aTurnIsKeptWhenTheDiskHasIt() {
        // Given
        fault = ErrorCode.UNAVAILABLE;

        // When
        append(1, IN_MEMORY + 2);

        // Then
        assertThat(durable()).succeedsWithin(LIMIT);
        assertThat(stored).isEmpty();
        assertThat(onDisk()).containsExactlyElementsOf(numbers(1, IN_MEMORY + 2));
    }

    @Test
    void aTurnOnTheDiskIsNotKeptWhileAnotherAgentMayTakeTheInterview() {
        // Given: cut off from the store alone
        entitled = false;
        fault = ErrorCode.UNAVAILABLE;
        append(1, 1);
        CompletableFuture<Void> durable = durable();
        Waiting.until(() -> onDisk().equals(List.of(1)));

        // When
        fault = ErrorCode.STALE_LEASE;

        // Then
        assertThat(durable).failsWithin(LIMIT);
    }

    @Test
    void aTurnThatAnotherAgentsLeaseRefusesIsNeverKept() {
        // Given
        fault = ErrorCode.STALE_LEASE;

        // When
        append(1, 1);

        // Then
        assertThat(durable()).failsWithin(LIMIT);
    }

    @Test
    void aTurnSaidAfterTheLeaseWasRefusedIsNeverKeptAndLeftOnTheDisk() {
        // Given
        fault = ErrorCode.STALE_LEASE;
        append(1, 1);
        assertThat(durable()).failsWithin(LIMIT);

        // When
        append(2, 2);

        // Then
        assertThat(durable()).failsWithin(LIMIT);
        Waiting.until(() -> onDisk().equals(List.of(1, 2)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTurnThatNeitherStoreMemoryNorDiskTakesIsNeverKept() throws IOException {
        // Given
        Files.createSymbolicLink(path(), Path.of("/dev/full"));
        fault = ErrorCode.UNAVAILABLE;

        // When
        append(1, IN_MEMORY + 1);

        // Then
        assertThat(durable()).failsWithin(LIMIT);
    }

    private CompletableFuture<Void> durable() {
        Promise<Void> durable = Promise.promise();
        context.runOnContext(ignored -> log.durable().onComplete(durable));
        return durable.future().toCompletionStage().toCompletableFuture();
    }

    private Future<TurnSaved> save(SaveTurn save) {
        ErrorCode now = fault;
        if (now != null) {
            return Future.failedFuture(new ServiceException(now, "the store is away"));
        }
        stored.add(save.turn().turnNo());
        return Future.succeededFuture(new TurnSaved(ID, save.turn().turnNo()));
    }

    private void append(int from, int to) {
        context.runOnContext(ignored -> numbers(from, to).forEach(turnNo -> log.append(SpoolTurns.turn(turnNo))));
    }

    private void flushed() {
        Promise<Void> flushed = Promise.promise();
        context.runOnContext(ignored -> log.flushed().onComplete(flushed));
        flushed.future().await();
    }

    private List<Integer> onDisk() {
        return file.read().await().stream()
                .map(SaveTurn::turn)
                .map(Turn::turnNo)
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private Path path() {
        return folder.resolve(ID + ".3.turns");
    }
}
