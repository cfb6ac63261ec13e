package io.recruiterbrain.voice.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Duration WINDOW = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final List<List<String>> written = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatArrivesTogetherIsWrittenTogetherAndInOrder() {
        // Given
        GroupCommit<String, Void> commits = new GroupCommit<>(vertx, WINDOW, 100, this::succeed);

        // When
        Future.all(commits.add("a"), commits.add("b"), commits.add("c")).await();

        // Then
        assertThat(written).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void whatArrivesDuringAWriteWaitsForTheNextOne() {
        // Given
        Promise<Void> firstWrite = Promise.promise();
        Promise<Void> firstBegan = Promise.promise();
        GroupCommit<String, Void> commits = new GroupCommit<>(vertx, WINDOW, 100, group -> {
            firstBegan.tryComplete();
            return firstWrite.future().compose(done -> succeed(group));
        });
        Future<Void> first = commits.add("a");
        firstBegan.future().await();

        // When
        Future<Void> second = commits.add("b");
        Future<Void> third = commits.add("c");
        firstWrite.complete();
        Future.all(first, second, third).await();

        // Then
        assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void aFullQueueIsBusyAndTakesAgainAfterTheWrite() {
        // Given
        GroupCommit<String, Void> commits = new GroupCommit<>(vertx, WINDOW, 2, this::succeed);
        Future<Void> first = commits.add("a");
        Future<Void> second = commits.add("b");

        // When
        Future<Void> third = commits.add("c");

        // Then
        assertThat(code(third)).isEqualTo(ErrorCode.BUSY);
        Future.all(first, second).await();
        commits.add("d").await();
        assertThat(written.getLast()).containsExactly("d");
    }

    @Test
    void whileTheStoreIsAwayTheWholeGroupFailsAtOnce() {
        // Given
        GroupCommit<String, Void> commits = new GroupCommit<>(vertx, WINDOW, 100, group -> {
            written.add(group);
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "away"));
        });

        // When
        Future<Void> first = commits.add("a");
        Future<Void> second = commits.add("b");

        // Then
        assertThat(code(first)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(second)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(written).hasSize(1);
    }

    @Test
    void anItemThatCannotBeWrittenDoesNotTakeTheOthersWithIt() {
        // Given
        GroupCommit<String, Void> commits = new GroupCommit<>(vertx, WINDOW, 100, group -> {
            if (group.contains("poison")) {
                throw new IllegalStateException("poison");
            }
            return succeed(group);
        });

        // When
        Future<Void> first = commits.add("a");
        Future<Void> poison = commits.add("poison");
        Future<Void> last = commits.add("b");
        Future.join(first, poison, last).otherwiseEmpty().await();

        // Then
        assertThat(first.succeeded()).isTrue();
        assertThat(poison.cause()).hasMessage("poison");
        assertThat(last.succeeded()).isTrue();
    }

    private Future<List<Future<Void>>> succeed(List<String> group) {
        written.add(group);
        List<Future<Void>> outcomes = new ArrayList<>();
        group.forEach(item -> outcomes.add(Future.succeededFuture()));
        return Future.succeededFuture(outcomes);
    }

    private static ErrorCode code(Future<Void> failed) {
        Throwable fault = failed.<Throwable>map(done -> new AssertionError("succeeded"))
                .otherwise(cause -> cause)
                .await();
        return ((ServiceException) fault).code();
    }
}
