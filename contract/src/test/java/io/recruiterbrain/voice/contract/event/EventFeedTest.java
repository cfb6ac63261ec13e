package io.recruiterbrain.voice.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class EventFeedTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<InterviewEvent> stored = new ArrayList<>();
    private final BlockingQueue<InterviewEvent> heard = new LinkedBlockingQueue<>();
    private volatile boolean away;

    @BeforeEach
    void serveWhatIsStored() {
        MessageCodec.register(vertx);
        bus.serve(FindEvents.ADDRESS, this::find).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatWasMissedComesFirstThenWhatHappensEachOnceAndInOrder() throws Exception {
        // Given
        store(250);
        EventFeed feed = EventFeed.follow(vertx, 10, this::take).await();

        // When: told twice, late, and some not at all
        List<InterviewEvent> told = store(250);
        told.reversed().forEach(event -> bus.publish(InterviewEvent.TOPIC, event));
        told.forEach(event -> bus.publish(InterviewEvent.TOPIC, event));
        store(5);

        // Then
        assertThat(sequences(495))
                .isEqualTo(LongStream.rangeClosed(11, 505).boxed().toList());
        until(() -> feed.position() == 505);
        assertThat(heard).isEmpty();
    }

    @Test
    void aConsumerThatIsNotDoneGetsNoOther() throws Exception {
        // Given
        store(3);
        Promise<Void> done = Promise.promise();
        EventFeed feed = EventFeed.follow(vertx, 0, event -> {
                    heard.add(event);
                    return event.sequence() == 1 ? done.future() : Future.succeededFuture();
                })
                .await();
        assertThat(sequences(1)).containsExactly(1L);
        bus.publish(InterviewEvent.TOPIC, stored.get(2));

        // When
        assertThat(feed.position()).isZero();
        assertThat(heard).isEmpty();
        done.complete();

        // Then
        assertThat(sequences(2)).containsExactly(2L, 3L);
    }

    @Test
    void anEventThatTheConsumerFailedOnComesAgain() throws Exception {
        // Given
        store(2);
        AtomicInteger calls = new AtomicInteger();

        // When
        EventFeed.follow(vertx, 0, event -> {
                    heard.add(event);
                    return switch (calls.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("not now");
                        case 2 -> Future.failedFuture("nor now");
                        default -> Future.succeededFuture();
                    };
                })
                .await();

        // Then
        assertThat(sequences(4)).containsExactly(1L, 1L, 1L, 2L);
    }

    @Test
    void aFeedFromNowOnHasNothingOfBefore() throws Exception {
        // Given
        store(20);
        EventFeed.follow(vertx, FindEvents.LATEST, this::take).await();

        // When
        store(1).forEach(event -> bus.publish(InterviewEvent.TOPIC, event));

        // Then
        assertThat(sequences(1)).containsExactly(21L);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatCannotBeReadNowIsReadLater() throws Exception {
        // Given
        store(2);
        away = true;
        EventFeed.follow(vertx, 0, this::take).await();
        bus.publish(InterviewEvent.TOPIC, stored.get(1));

        // When
        away = false;

        // Then
        assertThat(sequences(2)).containsExactly(1L, 2L);
    }

    @Test
    void aClosedFeedBringsNothing() throws Exception {
        // Given
        EventFeed feed = EventFeed.follow(vertx, 0, this::take).await();
        feed.close().await();

        // When
        store(1).forEach(event -> bus.publish(InterviewEvent.TOPIC, event));
        EventFeed.follow(vertx, 0, this::take).await();

        // Then: only the second one brought it
        assertThat(sequences(1)).containsExactly(1L);
        assertThat(feed.position()).isZero();
        assertThat(heard).isEmpty();
    }

    private Future<?> take(InterviewEvent event) {
        heard.add(event);
        return Future.succeededFuture();
    }

    private List<Long> sequences(int count) throws InterruptedException {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InterviewEvent event = heard.poll(60, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            sequences.add(event.sequence());
        }
        return sequences;
    }

    private List<InterviewEvent> store(int count) {
        synchronized (stored) {
            int before = stored.size();
            for (int i = 1; i <= count; i++) {
                stored.add(new InterviewEvent(
                        before + i, UUID.randomUUID(), "turn.saved", UUID.randomUUID(), Instant.EPOCH, Map.of()));
            }
            return List.copyOf(stored.subList(before, stored.size()));
        }
    }

    private Future<EventPage> find(FindEvents request) {
        if (away) {
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"));
        }
        synchronized (stored) {
            if (request.afterSequence() == FindEvents.LATEST) {
                return Future.succeededFuture(new EventPage(List.of(), stored.size()));
            }
            List<InterviewEvent> found = stored.stream()
                    .filter(event -> event.sequence() > request.afterSequence())
                    .limit(request.limit())
                    .toList();
            return Future.succeededFuture(new EventPage(
                    found,
                    found.isEmpty() ? request.afterSequence() : found.getLast().sequence()));
        }
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
