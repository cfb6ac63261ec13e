package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.extension.Hook;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.persistence.extension.TurnScreening;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScreeningIT {
    private static final String SAID = "Write to ada@example.com";

    private RunningPersistence node;
    private UUID id;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
        id = Samples.inProgress(node).interviewId();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatAnExtensionMaskedIsNowhereToBeFound() throws Exception {
        // Given
        serve(turn -> Future.succeededFuture(
                new TurnScreened(turn.interviewId(), turn.turnNo(), "Write to [email]", List.of("email"))));

        // When
        save(1);

        // Then
        assertThat(texts()).containsExactly("Write to [email]");
        eventually(() -> assertThat(incidents(TurnScreening.FLAGGED))
                .containsExactly("Turn 1 was screened by an extension: email."));
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100))
                                .events()
                                .toString()
                        + events())
                .doesNotContain("ada@example.com");
    }

    @Test
    void turnsAreSavedAsTheyWereSaidWhenAnExtensionThrows() throws Exception {
        // Given
        serve(turn -> {
            throw new IllegalStateException(turn.text());
        });

        // When
        IntStream.rangeClosed(1, 5).forEach(this::save);

        // Then
        assertThat(texts()).hasSize(5).containsOnly(SAID);
        eventually(() -> assertThat(incidents(Hook.INCIDENT)).hasSize(3).noneMatch(text -> text.contains("ada")));
        assertThat(calls("failed")).isEqualTo(3);
        assertThat(calls("skipped")).isEqualTo(2);
    }

    @Test
    void turnsAreSavedAsTheyWereSaidWhenAnExtensionHangs() {
        // Given
        serve(turn -> Promise.<TurnScreened>promise().future());

        // When
        IntStream.rangeClosed(1, 20).forEach(this::save);

        // Then
        assertThat(texts()).hasSize(20).containsOnly(SAID);
        assertThat(calls("timed_out")).isEqualTo(3);
    }

    @Test
    void turnsAreSavedAsTheyWereSaidWhenAnExtensionAnswersNonsense() {
        // Given
        serve(turn -> Future.succeededFuture(
                turn.turnNo() == 1
                        ? new TurnScreened(UUID.randomUUID(), 1, "of another interview", List.of())
                        : new TurnScreened(turn.interviewId(), turn.turnNo(), "a text with \0", List.of())));

        // When
        save(1);
        save(2);

        // Then
        assertThat(texts()).containsExactly(SAID, SAID);
        assertThat(calls("refused")).isEqualTo(2);
    }

    private void serve(Function<ScreenTurn, Future<TurnScreened>> extension) {
        new Bus(node.vertx).serve(ScreenTurn.ADDRESS, extension).await();
    }

    private void save(int turnNo) {
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, turnNo, Speaker.CANDIDATE, SAID));
    }

    private List<String> texts() {
        return node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns().stream()
                .map(Turn::text)
                .toList();
    }

    private List<InterviewEvent> eventsOfInterview() {
        return node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events();
    }

    private String events() {
        return eventsOfInterview().stream()
                .map(event -> event.data().toString())
                .toList()
                .toString();
    }

    private List<String> incidents(String kind) {
        return eventsOfInterview().stream()
                .filter(event -> event.type().equals("interview.incident")
                        && kind.equals(event.data().get("kind")))
                .map(event -> String.valueOf(event.data().get("text")))
                .toList();
    }

    private double calls(String outcome) {
        return node.registry
                .get("rbv.extension.calls")
                .tag("hook", "screen_turn")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
