package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsAndEventsIT {
    private static RunningPersistence node;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void turnsOfManyRoomsShareCommitsAndAllAreThere() {
        // Given
        List<UUID> rooms = IntStream.range(0, 20)
                .mapToObj(i -> Samples.inProgress(node).interviewId())
                .toList();
        long commitsBefore = node.registry.get("rbv.persistence.commit").timer().count();

        // When
        List<Future<?>> saved = new ArrayList<>();
        for (int no = 1; no <= 10; no++) {
            for (UUID room : rooms) {
                saved.add(
                        node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(room, no, Speaker.CANDIDATE, "answer " + no)));
            }
        }
        Future.all(saved).await();

        // Then
        long commits = node.registry.get("rbv.persistence.commit").timer().count() - commitsBefore;
        assertThat(commits).isBetween(1L, 100L);
        for (UUID room : rooms) {
            assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(room))
                            .turns())
                    .extracting(Turn::turnNo)
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        }
    }

    @Test
    void anIncidentIsPublishedAndCanBeFoundAgain() throws Exception {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        RecordIncident incident = new RecordIncident(
                id,
                RecordIncident.PROVIDER_FAILED,
                "deepgram is away",
                "SpeechToText",
                "deepgram",
                "sphinx",
                Samples.NOON);

        // When
        node.ask(RecordIncident.ADDRESS, incident);

        // Then
        eventually(() -> assertThat(node.published)
                .filteredOn(event -> event.subject().equals(id))
                .extracting(InterviewEvent::type)
                .contains("interview.incident"));
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .filteredOn(event -> event.type().equals("interview.incident"))
                .singleElement()
                .satisfies(event -> assertThat(event.data())
                        .containsEntry("provider", "deepgram")
                        .containsEntry("next", "sphinx")
                        .containsEntry("text", "deepgram is away"));
    }

    @Test
    void anIncidentOfAnUnknownInterviewIsRefused() {
        Failures.assertFailsWith(
                ErrorCode.NOT_FOUND,
                node.bus.ask(
                        RecordIncident.ADDRESS,
                        new RecordIncident(UUID.randomUUID(), "any", "any", null, null, null, Samples.NOON)));
    }

    @Test
    void aTurnSavedTwiceKeepsTheFirstAndIsOneEvent() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        SaveTurn first = Samples.saveTurn(id, 1, Speaker.CANDIDATE, "the first");
        node.ask(SaveTurn.ADDRESS, first);

        // When
        var again = node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "another"));

        // Then
        assertThat(again.turnNo()).isEqualTo(1);
        assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns())
                .containsExactly(first.turn());
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .filteredOn(event -> event.type().equals("turn.saved"))
                .hasSize(1);
    }

    @Test
    void theEventOfATurnNamesTheTypedMessagesInIt() throws Exception {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        Turn asked = Samples.aTurn(1, Speaker.AGENT, "What did you build?");
        Turn typed = new Turn(
                2,
                Speaker.CANDIDATE,
                TurnKind.ANSWER,
                "A lot. And tested it.",
                Samples.NOON,
                Samples.NOON,
                1,
                false,
                true,
                null,
                Map.of(),
                List.of(first, second));

        // When
        node.ask(SaveTurn.ADDRESS, new SaveTurn(id, asked));
        node.ask(SaveTurn.ADDRESS, new SaveTurn(id, typed));

        // Then
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .filteredOn(event -> event.type().equals("turn.saved"))
                .satisfiesExactly(
                        event -> assertThat(event.data()).doesNotContainKey("message_ids"),
                        event -> assertThat(event.data())
                                .containsEntry("message_ids", List.of(first.toString(), second.toString())));
        eventually(() -> assertThat(node.published)
                .filteredOn(event -> event.subject().equals(id) && event.data().containsKey("message_ids"))
                .hasSize(1));
    }

    @Test
    void twoTurnsOfTheSameNumberInOneGroupKeepTheFirst() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();

        // When
        var first = node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "the first"));
        var second = node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "the second"));
        Future.all(first, second).await();

        // Then
        assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns())
                .hasSize(1);
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .filteredOn(event -> event.type().equals("turn.saved"))
                .hasSize(1);
    }

    @Test
    void aTurnOfAnUnknownInterviewDoesNotHarmItsGroup() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();

        // When
        var stranger = node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(UUID.randomUUID(), 1, Speaker.AGENT, "nobody"));
        var known = node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.AGENT, "somebody"));
        Future.join(stranger, known).otherwiseEmpty().await();

        // Then
        assertThat(stranger.failed()).isTrue();
        assertThat(known.succeeded()).isTrue();
    }

    @Test
    void eventsOfChangesAtTheSameTimeAreNumberedWithoutGapsAndPublishedInThatOrder() throws Exception {
        // Given
        long before = latest();
        List<UUID> ids = IntStream.range(0, 15)
                .mapToObj(i -> node.ask(CreateInterview.ADDRESS, Samples.anInterview())
                        .interview()
                        .interviewId())
                .toList();

        // When
        List<Future<?>> changes = new ArrayList<>();
        for (UUID id : ids) {
            changes.add(node.bus.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.WAITING)));
            changes.add(node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.AGENT, "Hello.")));
        }
        Future.all(changes).await();

        // Then
        long last = latest();
        assertThat(last - before).isEqualTo(45);
        eventually(() -> assertThat(node.published)
                .extracting(InterviewEvent::sequence)
                .filteredOn(sequence -> sequence > before)
                .isEqualTo(LongStream.rangeClosed(before + 1, last).boxed().toList()));
        EventPage page = node.ask(FindEvents.ADDRESS, new FindEvents(before, null, 40));
        EventPage rest = node.ask(FindEvents.ADDRESS, new FindEvents(page.lastSequence(), null, 40));
        assertThat(page.events()).hasSize(40);
        assertThat(rest.events()).hasSize(5);
        assertThat(rest.lastSequence()).isEqualTo(last);
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(last, null, 40)))
                .isEqualTo(new EventPage(List.of(), last));
    }

    private static long latest() {
        return node.ask(FindEvents.ADDRESS, new FindEvents(FindEvents.LATEST, null, 1))
                .lastSequence();
    }
}
