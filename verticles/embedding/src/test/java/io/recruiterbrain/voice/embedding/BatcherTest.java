package io.recruiterbrain.voice.embedding;

import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.PASSAGE;
import static io.recruiterbrain.voice.contract.search.EmbedTexts.Kind.QUERY;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.search.EmbedTexts.Kind;
import io.recruiterbrain.voice.contract.search.TextEmbedding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final int BATCH_TOKENS = 40;
    private static final int QUEUE_TEXTS = 300;

    private final FakeEmbedder embedder = new FakeEmbedder();
    private final StillClock clock = new StillClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    // Nothing runs until a test says so: what waits, waits.
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Batcher batcher = newBatcher(1, tasks::add);

    @Test
    void answersKeepTheOrderOfTheTexts() {
        // Given
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> words(1 + (i * 7) % 20) + " number" + i)
                .toList();

        // When
        var answer = submit(PASSAGE, texts);
        work();

        // Then
        List<TextEmbedding> expected = texts.stream().map(this::computedAlone).toList();
        assertThat(answer.join()).isEqualTo(expected);
    }

    @Test
    void windowsOfLikeLengthShareABatchSoThatLittleIsPadded() {
        // Given
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            texts.add(words(i % 2 == 0 ? 3 : 18) + " x" + i);
        }
        Collections.shuffle(texts, new Random(7));

        // When
        submit(PASSAGE, texts);
        work();

        // Then
        assertThat(embedder.batchLengths())
                .allSatisfy(lengths -> assertThat(lengths.stream().distinct()).hasSize(1))
                .allSatisfy(lengths ->
                        assertThat(lengths.size() * lengths.getFirst()).isLessThanOrEqualTo(BATCH_TOKENS));
        assertThat(embedder.batches().size()).isEqualTo(1 + 3);
    }

    @Test
    void aWindowLargerThanABatchGoesAlone() {
        // When
        var answer = submit(PASSAGE, List.of(words(90), "short one"));
        work();

        // Then
        assertThat(answer.join()).hasSize(2);
        assertThat(embedder.batchLengths()).containsExactly(List.of(91), List.of(3));
    }

    @Test
    void aLongTextIsAnsweredWithAllItsWindowsInOrder() {
        // Given
        String text = IntStream.range(0, 250).mapToObj(i -> "w" + i).collect(joining(" "));

        // When
        var answer = submit(PASSAGE, List.of("before", text, "after"));
        work();

        // Then
        assertThat(answer.join().get(1)).isEqualTo(computedAlone(text));
        assertThat(answer.join().get(1).windows()).hasSize(3);
    }

    @Test
    void aSearchGoesBeforePassagesThatCameEarlier() {
        // Given
        var passages = submit(PASSAGE, texts(20));
        runOne();
        int before = embedder.batches().size();

        // When
        var search = submit(QUERY, List.of("how do you find slow queries"));
        runOne();

        // Then
        assertThat(search).isCompleted();
        assertThat(passages).isNotDone();
        assertThat(embedder.batches()).hasSize(before + 1);
    }

    @Test
    void aFullQueueRefusesAtOnceAndTakesAgainWhenThereIsRoom() {
        // Given
        var first = submit(PASSAGE, texts(200));

        // When
        var refused = submit(PASSAGE, texts(150));

        // Then
        assertThat(codeOf(refused)).isEqualTo(ErrorCode.BUSY);
        work();
        assertThat(first).isCompleted();
        var again = submit(PASSAGE, texts(150));
        work();
        assertThat(again).isCompleted();
        assertThat(batcher.unfinished(PASSAGE)).isZero();
    }

    @Test
    void passagesThatFillTheirQueueLeaveRoomForASearch() {
        // Given
        submit(PASSAGE, texts(256));
        assertThat(codeOf(submit(PASSAGE, texts(100)))).isEqualTo(ErrorCode.BUSY);

        // When
        var search = submit(QUERY, List.of("still heard"));
        work();

        // Then
        assertThat(search).isCompleted();
    }

    @Test
    void workIsDroppedWhenItsCallerHasStoppedWaiting() {
        // Given
        var late = submit(PASSAGE, texts(10));
        clock.advance(EmbedTexts.ADDRESS.timeout().plusMillis(1));

        // When
        work();

        // Then
        assertThat(codeOf(late)).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(embedder.batches()).isEmpty();
        assertThat(batcher.unfinished(PASSAGE)).isZero();
    }

    @Test
    void aRepeatOfALateRequestGoesOnWhereItStopped() {
        // Given
        List<String> texts = texts(20);
        submit(PASSAGE, texts);
        runOne();
        int done = embedder.batches().getFirst().size();
        clock.advance(EmbedTexts.ADDRESS.timeout().plusMillis(1));
        work();

        // When
        var again = submit(PASSAGE, texts);
        work();

        // Then
        assertThat(again.join()).hasSize(20);
        assertThat(embedder.batches().stream().mapToInt(List::size).sum()).isEqualTo(20);
        assertThat(meters.get("rbv.embedding.reused").counter().count()).isEqualTo(done);
    }

    @Test
    void whatWasComputedIsForgottenAfterAWhile() {
        // Given
        submit(PASSAGE, List.of("the same"));
        work();

        // When
        clock.advance(Duration.ofMinutes(3));
        submit(PASSAGE, List.of("the same"));
        work();

        // Then
        assertThat(embedder.batches()).hasSize(2);
    }

    @Test
    void aFaultOfTheModelFailsTheRequestAndTheNextOneIsServed() {
        // Given
        embedder.breakDown(true);
        var failed = submit(PASSAGE, List.of("one"));
        work();
        assertThat(codeOf(failed)).isEqualTo(ErrorCode.INTERNAL);
        assertThat(batcher.problem()).isPresent();

        // When
        embedder.breakDown(false);
        var next = submit(PASSAGE, List.of("two"));
        work();

        // Then
        assertThat(next).isCompleted();
        assertThat(batcher.problem()).isEmpty();
    }

    @Test
    void closingFailsWhatWaitsAndWhatComesLater() {
        // Given
        var waiting = submit(PASSAGE, texts(3));

        // When
        var idle = batcher.close().toCompletableFuture();

        // Then
        assertThat(codeOf(waiting)).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(codeOf(submit(QUERY, List.of("later")))).isEqualTo(ErrorCode.UNAVAILABLE);
        work();
        assertThat(idle).isCompleted();
        assertThat(embedder.batches()).isEmpty();
    }

    @Test
    void manyCallersAndWorkersGetTheirOwnAnswers() {
        // Given
        try (ExecutorService workers = Executors.newFixedThreadPool(3);
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            Batcher shared = newBatcher(3, workers);

            // When
            List<CompletableFuture<Boolean>> right = IntStream.range(0, 200)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                String text = words(1 + i % 30) + " caller" + i;
                                var answer = shared.submit(new EmbedTexts(i % 3 == 0 ? QUERY : PASSAGE, List.of(text)))
                                        .toCompletableFuture()
                                        .join();
                                return answer.equals(List.of(computedAlone(i % 3 == 0 ? QUERY : PASSAGE, text)));
                            },
                            callers))
                    .toList();

            // Then
            assertThat(right).allSatisfy(each -> assertThat(each.join()).isTrue());
            shared.close().toCompletableFuture().join();
        }
    }

    private Batcher newBatcher(int workers, Executor executor) {
        EmbeddingConfig config = new EmbeddingConfig(null, workers, 1, BATCH_TOKENS, 0, QUEUE_TEXTS);
        return new Batcher(embedder, config, executor, clock, new EmbeddingMetrics(meters, "fake"));
    }

    private CompletableFuture<List<TextEmbedding>> submit(Kind kind, List<String> texts) {
        return batcher.submit(new EmbedTexts(kind, texts)).toCompletableFuture();
    }

    private void runOne() {
        tasks.remove().run();
    }

    private void work() {
        while (!tasks.isEmpty()) {
            runOne();
        }
    }

    private TextEmbedding computedAlone(String text) {
        return computedAlone(PASSAGE, text);
    }

    private static TextEmbedding computedAlone(Kind kind, String text) {
        FakeEmbedder alone = new FakeEmbedder();
        return new TextEmbedding(alone.embed(alone.windows(kind, text)));
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text number " + i).toList();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word").collect(joining(" "));
    }

    private static ErrorCode codeOf(CompletableFuture<?> failed) {
        assertThat(failed).isCompletedExceptionally();
        return ((ServiceException) failed.exceptionNow()).code();
    }

    /** A clock that goes on when told to. */
    private static final class StillClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
