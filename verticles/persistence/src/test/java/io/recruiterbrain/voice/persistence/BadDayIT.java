package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that jump, a disk that is full, an outbox that nobody empties. */
class BadDayIT {
    private static final String OWNER = "node-1/today";
    private static final Lease LEASE = new Lease(OWNER, 1);

    private RunningPersistence node;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aClockThatJumpsAnHourForthAndBackLosesNothingAndTouchesNoLease() throws Exception {
        // Given
        UUID id = held();
        save(id, 1, "an okapi before the jump");

        // When
        node.clock.advance(Duration.ofHours(1));
        save(id, 2, "an axolotl an hour ahead");
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(id, InterviewState.RECOVERING, node.clock.instant(), null, null, 1L));
        assertThat(keep()).extracting(HeldLeases.HeldLease::lease).containsExactly(LEASE);
        node.embedding.goAway();
        save(id, 3, "a quokka that no dispatcher sends before the clock is back");
        node.clock.advance(Duration.ofHours(-1));
        node.embedding.comeBack();
        save(id, 4, "a pangolin after it");

        // Then
        assertThat(keep()).extracting(HeldLeases.HeldLease::lease).containsExactly(LEASE);
        assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(id)).state())
                .isEqualTo(InterviewState.RECOVERING);
        assertThat(transcript(id)).containsExactly(1, 2, 3, 4);
        List<InterviewEvent> events =
                node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events();
        assertThat(events)
                .filteredOn(event -> event.type().equals("turn.saved"))
                .extracting(event -> event.data().get("turn_no"))
                .containsExactly(1, 2, 3, 4);
        eventually(() -> assertThat(node.published)
                .filteredOn(event -> event.subject().equals(id))
                .isEqualTo(events));
        for (String animal : List.of("okapi", "axolotl", "quokka", "pangolin")) {
            eventually(() -> assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns(animal, SearchFilter.NONE, 4))
                            .hits())
                    .anySatisfy(hit -> assertThat(hit.turn().text()).contains(animal)));
        }
        eventually(() ->
                assertThat(node.query("SELECT count(*) FROM vector_outbox")).isEqualTo("0"));
    }

    @Test
    void whatAFullDiskRefusesMayBeSentAgainAndNothingIsLost() throws Exception {
        // Given: PostgreSQL says what it says when its disk is full
        UUID id = held();
        save(id, 1, "while there was room");
        node.update("""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON turns FOR EACH ROW EXECUTE FUNCTION full_disk()
                """);

        // When
        List<Future<?>> refused = List.of(ask(id, 2, "no room"), ask(id, 3, "no room either"));

        // Then
        refused.forEach(write -> assertFailsWith(ErrorCode.UNAVAILABLE, write));
        assertThat(ErrorCode.UNAVAILABLE.retryable()).isTrue();
        assertThat(transcript(id)).containsExactly(1);
        assertThat(node.registry
                        .get("rbv.persistence.request")
                        .tags("operation", "transaction", "outcome", "UNAVAILABLE")
                        .timer()
                        .count())
                .isPositive();

        // When
        node.update("DROP TRIGGER full_disk ON turns");
        save(id, 2, "room again");
        save(id, 3, "and for this");

        // Then
        assertThat(transcript(id)).containsExactly(1, 2, 3);
        eventually(() -> assertThat(node.published)
                .filteredOn(event -> event.type().equals("turn.saved"))
                .extracting(event -> event.data().get("turn_no"))
                .containsExactly(1, 2, 3));
    }

    @Test
    void eventsThatCannotBePublishedAreCountedAndGoOutOnceAndInOrderLater() throws Exception {
        // Given: another publisher hangs in the middle of its page
        UUID id = held();
        eventually(() -> assertThat(gauge("rbv.persistence.events.depth")).isZero());
        int before = node.published.size();
        try (Connection other = node.jdbc();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT last_published FROM event_publisher FOR UPDATE");

            // When
            save(id, 1, "first");
            save(id, 2, "second");

            // Then
            eventually(() -> assertThat(gauge("rbv.persistence.events.depth")).isEqualTo(2));
            eventually(() -> assertThat(gauge("rbv.persistence.events.age")).isPositive());
            ModuleStatus status = node.ask(FindStatus.PERSISTENCE, new FindStatus());
            assertThat(status.figures()).containsEntry("events_unpublished", 2L);
            assertThat(status.figures().get("events_age_seconds")).isPositive();
            other.rollback();
        }
        eventually(() -> assertThat(gauge("rbv.persistence.events.depth")).isZero());
        assertThat(node.published.subList(before, node.published.size()))
                .extracting(event -> event.data().get("turn_no"))
                .containsExactly(1, 2);
    }

    @Test
    void turnsThatWaitTooLongToBecomeSearchableAreTold() throws Exception {
        // Given
        UUID id = held();
        node.embedding.goAway();
        save(id, 1, "a numbat");
        node.embedding.comeBack();

        // When: whoever took it is gone, and a while later
        eventually(() -> {
            node.update("UPDATE vector_outbox SET due_at = due_at + interval '25 seconds',"
                    + " queued_at = queued_at - interval '5 minutes'");
            ModuleStatus status = node.ask(FindStatus.PERSISTENCE, new FindStatus());
            assertThat(status.ports())
                    .extracting(ModuleStatus.PortStatus::problem)
                    .anySatisfy(problem ->
                            assertThat(problem).startsWith("turns have waited ").endsWith(" s to become searchable"));
            // Of the same answer: the turns may become searchable before the next one.
            assertThat(status.healthy()).isFalse();
        });

        // Then
        node.update("UPDATE vector_outbox SET due_at = queued_at");
        eventually(() -> assertThat(
                        node.ask(FindStatus.PERSISTENCE, new FindStatus()).healthy())
                .isTrue());
    }

    private UUID held() {
        UUID id = LeaseIT.inProgress(node);
        node.ask(AcquireLease.ADDRESS, new AcquireLease(id, OWNER, null, 0));
        return id;
    }

    private List<HeldLeases.HeldLease> keep() {
        return node.ask(KeepLeases.ADDRESS, new KeepLeases(OWNER)).leases();
    }

    private void save(UUID id, int no, String text) {
        ask(id, no, text).await();
    }

    private Future<?> ask(UUID id, int no, String text) {
        return node.bus.ask(SaveTurn.ADDRESS, new SaveTurn(id, Samples.aTurn(no, Speaker.CANDIDATE, text), 1L));
    }

    private List<Integer> transcript(UUID id) {
        return node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns().stream()
                .map(Turn::turnNo)
                .toList();
    }

    private double gauge(String name) {
        return node.registry.get(name).gauge().value();
    }
}
