package io.recruiterbrain.voice.persistence.vector;

import static io.recruiterbrain.voice.persistence.FakeEmbedding.DIMENSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.Vector;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.FakeEmbedding;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every vector store must do. */
public abstract class VectorStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final SearchFilter ALL = SearchFilter.NONE;

    protected Vertx vertx;
    private VectorStore store;

    /** Opens the same collection each time within a test. */
    protected abstract VectorStore open();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        store = open();
    }

    @AfterEach
    void stop() {
        store.close().await();
        vertx.close().await();
    }

    @Test
    void theNearestWindowsComeFirstWithTheirCosine() {
        // Given
        UUID id = UUID.randomUUID();
        store.upsert(List.of(turn(id, 1, "red fox"), turn(id, 2, "blue whale"))).await();

        // When
        List<VectorMatch> found = search("blue whale", ALL, 10);

        // Then
        assertThat(found).extracting(VectorMatch::turnNo).containsExactly(2, 1);
        assertThat(found.getFirst().score()).isCloseTo(1, within(0.001));
        assertThat(found.getLast().score()).isLessThan(0.5);
    }

    @Test
    void anEmptyStoreFindsNothing() {
        // Given, When
        List<VectorMatch> found = search("anything", ALL, 10);

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void aTurnPutInAgainReplacesAllItsWindows() {
        // Given
        UUID id = UUID.randomUUID();
        store.upsert(List.of(turn(id, 1, "heron ".repeat(100)), turn(id, 11, "crane")))
                .await();

        // When
        store.upsert(List.of(turn(id, 1, "otter"))).await();

        // Then
        assertThat(search("heron", ALL, 100))
                .extracting(VectorMatch::turnNo, VectorMatch::window)
                .containsExactlyInAnyOrder(tuple(1, 0), tuple(11, 0));
    }

    @Test
    void eachFilterKeepsOnlyWhatPassesAndStillFillsThePage() {
        // Given
        UUID wanted = UUID.randomUUID();
        List<TurnVectors> turns = new ArrayList<>();
        for (int no = 1; no <= 300; no++) {
            turns.add(turn(UUID.randomUUID(), no, "common word"));
        }
        turns.add(new TurnVectors(
                wanted, 1, Speaker.CANDIDATE, NOON.plusSeconds(5000), "job-x", "cand-x", "m", windows("rare thing")));
        turns.add(new TurnVectors(
                wanted, 2, Speaker.CANDIDATE, NOON.plusSeconds(5001), "job-x", "cand-x", "m", windows("rare thing")));
        store.upsert(turns).await();

        // When, Then
        for (SearchFilter filter : List.of(
                new SearchFilter(wanted, null, null, null, null, null),
                new SearchFilter(null, "job-x", null, null, null, null),
                new SearchFilter(null, null, "cand-x", null, null, null),
                new SearchFilter(null, null, null, Speaker.CANDIDATE, null, null),
                new SearchFilter(null, null, null, null, NOON.plusSeconds(5000), null),
                new SearchFilter(wanted, "job-x", "cand-x", Speaker.CANDIDATE, NOON, NOON.plusSeconds(9000)))) {
            assertThat(search("common word", filter, 10))
                    .extracting(VectorMatch::interviewId)
                    .containsExactly(wanted, wanted);
        }
        assertThat(search(
                        "common word",
                        new SearchFilter(null, null, null, null, NOON.plusSeconds(5000), NOON.plusSeconds(5001)),
                        10))
                .extracting(VectorMatch::turnNo)
                .containsExactly(1);
        assertThat(search("common word", new SearchFilter(null, null, null, null, null, NOON), 10))
                .isEmpty();
    }

    @Test
    void aFilterValueIsNeverAnythingElseThanAValue() {
        // Given
        String odd = "a\" or 1 == 1 -- ' \\ {}:*?";
        UUID id = UUID.randomUUID();
        store.upsert(List.of(
                        new TurnVectors(id, 1, Speaker.AGENT, NOON, odd, odd, "m", windows("odd")),
                        turn(UUID.randomUUID(), 1, "odd")))
                .await();

        // When
        List<VectorMatch> found = search("odd", new SearchFilter(null, odd, odd, null, null, null), 10);

        // Then
        assertThat(found).extracting(VectorMatch::interviewId).containsExactly(id);
    }

    @Test
    void anErasedInterviewIsGoneAndErasingItAgainIsHarmless() {
        // Given
        UUID gone = UUID.randomUUID();
        UUID stays = UUID.randomUUID();
        store.upsert(List.of(turn(gone, 1, "lynx"), turn(stays, 1, "lynx"))).await();

        // When
        store.erase(gone).await();
        store.erase(gone).await();

        // Then
        assertThat(search("lynx", ALL, 10)).extracting(VectorMatch::interviewId).containsExactly(stays);
    }

    @Test
    void itSaysThatItCanBeUsed() {
        // Given, When, Then
        assertThatCode(() -> store.ping().await()).doesNotThrowAnyException();
    }

    @Test
    void whatWasPutInIsThereAfterItIsOpenedAgain() {
        // Given
        UUID id = UUID.randomUUID();
        String identity = store.identity();
        store.upsert(IntStream.rangeClosed(1, 50)
                        .mapToObj(no -> turn(id, no, "word" + no))
                        .toList())
                .await();

        // When
        store.close().await();
        store = open();

        // Then
        assertThat(store.identity()).isEqualTo(identity);
        assertThat(store.dimension()).isEqualTo(DIMENSION);
        assertThat(search("word7", ALL, 1)).extracting(VectorMatch::turnNo).containsExactly(7);
    }

    @Test
    void vectorsOfAnotherLengthOrModelAreRefused() {
        // Given
        store.upsert(List.of(turn(UUID.randomUUID(), 1, "first"))).await();
        Vector shorter = new Vector(new float[] {1, 0});

        // When, Then
        assertThatThrownBy(() -> store.search(shorter, ALL, 1).await()).isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> store.upsert(List.of(new TurnVectors(
                                UUID.randomUUID(), 1, Speaker.AGENT, NOON, null, null, "m", List.of(shorter))))
                        .await())
                .isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> store.upsert(List.of(new TurnVectors(
                                UUID.randomUUID(), 1, Speaker.AGENT, NOON, null, null, "other", windows("x"))))
                        .await())
                .isInstanceOf(ServiceException.class);
    }

    private List<VectorMatch> search(String words, SearchFilter filter, int limit) {
        return store.search(FakeEmbedding.embed(words).windows().getFirst(), filter, limit)
                .await();
    }

    private static TurnVectors turn(UUID id, int no, String text) {
        return new TurnVectors(id, no, Speaker.AGENT, NOON.plusSeconds(no), null, null, "m", windows(text));
    }

    private static List<Vector> windows(String text) {
        return FakeEmbedding.embed(text).windows();
    }
}
