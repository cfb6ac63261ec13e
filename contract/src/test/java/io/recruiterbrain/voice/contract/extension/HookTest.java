package io.recruiterbrain.voice.contract.extension;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.extension.Hook.Outcome;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HookTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final String SECRET = "my number is 4711";
    private static final ScreenTurn QUESTION = new ScreenTurn(ID, 3, Speaker.CANDIDATE, SECRET);
    private static final TurnScreened ANSWER = new TurnScreened(ID, 3, "my number is [number]", List.of("number"));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final BlockingQueue<RecordIncident> incidents = new LinkedBlockingQueue<>();
    private final List<ScreenTurn> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Hook<ScreenTurn, TurnScreened> hook = new Hook<>(
            bus,
            ScreenTurn.ADDRESS,
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            nanos::get,
            (name, outcome) -> outcomes.add(outcome));

    @BeforeEach
    void takeIncidents() {
        MessageCodec.register(vertx);
        bus.serve(RecordIncident.ADDRESS, incident -> {
                    incidents.add(incident);
                    return Future.succeededFuture(new IncidentRecorded(incident.interviewId()));
                })
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void whatAnExtensionAnswersIsTaken() {
        // Given
        serve(question -> Future.succeededFuture(ANSWER));

        // When
        Optional<TurnScreened> answer = ask();

        // Then
        assertThat(answer).contains(ANSWER);
        assertThat(outcomes).containsExactly(Outcome.SERVED);
        assertThat(incidents).isEmpty();
    }

    @Test
    void withoutAnExtensionNothingIsWaitedForAndNobodyIsTold() {
        // When
        Optional<TurnScreened> answer = ask();

        // Then
        assertThat(answer).isEmpty();
        assertThat(outcomes).isEmpty();
        assertThat(incidents).isEmpty();
    }

    @Test
    void anExtensionThatComesLaterIsAskedWithinASecond() {
        // Given
        ask();
        serve(question -> Future.succeededFuture(ANSWER));
        assertThat(ask()).isEmpty();

        // When
        pass(Duration.ofSeconds(1));

        // Then
        assertThat(ask()).contains(ANSWER);
    }

    @Test
    void oneThatThrowsIsSurvivedAndWhatItSaidIsKeptBack() throws Exception {
        // Given
        serve(question -> {
            throw new IllegalStateException("cannot take " + question.text());
        });

        // When
        Optional<TurnScreened> answer = ask();

        // Then
        assertThat(answer).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.FAILED);
        RecordIncident incident = incidents.poll(60, TimeUnit.SECONDS);
        assertThat(incident).isNotNull();
        assertThat(incident.kind()).isEqualTo(Hook.INCIDENT);
        assertThat(incident.port()).isEqualTo("screen_turn");
        assertThat(incident.text()).doesNotContain("4711");
    }

    @Test
    void oneThatIsUnavailableByItsOwnWordIsNotTakenForAbsent() {
        // Given
        serve(question -> Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "my database is away")));

        // When
        ask();

        // Then
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void oneThatHangsCostsItsTimeoutThreeTimesAndThenOnlyNowAndThen() {
        // Given
        serve(question -> Promise.<TurnScreened>promise().future());

        // When
        for (int i = 0; i < 10; i++) {
            assertThat(ask()).isEmpty();
        }
        pass(Duration.ofSeconds(30));
        for (int i = 0; i < 10; i++) {
            assertThat(ask()).isEmpty();
        }

        // Then
        assertThat(asked).hasSize(4);
        assertThat(outcomes).filteredOn(Outcome.TIMED_OUT::equals).hasSize(4);
        assertThat(outcomes).filteredOn(Outcome.SKIPPED::equals).hasSize(16);
    }

    @Test
    void oneThatIsWellAgainIsTrustedAgain() {
        // Given
        List<Boolean> well = new CopyOnWriteArrayList<>();
        serve(question -> well.isEmpty() ? Future.failedFuture("ill") : Future.succeededFuture(ANSWER));
        for (int i = 0; i < 4; i++) {
            ask();
        }
        well.add(true);

        // When
        pass(Duration.ofSeconds(30));

        // Then
        assertThat(ask()).contains(ANSWER);
        assertThat(ask()).contains(ANSWER);
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        // Given
        serve(question -> Future.succeededFuture(new TurnScreened(ID, 99, "of another turn", List.of())));

        // When
        Optional<TurnScreened> answer = ask();

        // Then
        assertThat(answer).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.REFUSED);
    }

    @Test
    void anAnswerOfAnotherKindIsSurvivedAtOnce() {
        // Given
        vertx.eventBus()
                .<ScreenTurn>consumer(ScreenTurn.ADDRESS.name())
                .handler(message -> message.reply(new JsonObject().put("what", "ever")))
                .completion()
                .await();

        // When
        Optional<TurnScreened> answer = ask();

        // Then
        assertThat(answer).isEmpty();
        assertThat(outcomes).containsExactly(Outcome.FAILED);
    }

    @Test
    void noMoreThanABoundedNumberWaitsForASlowExtension() {
        // Given
        Promise<TurnScreened> slow = Promise.promise();
        serve(question -> slow.future());

        // When
        List<Future<Optional<TurnScreened>>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(hook.ask(ID, QUESTION, answer -> null));
        }

        // Then
        assertThat(outcomes).hasSize(936).containsOnly(Outcome.SKIPPED);
        slow.complete(ANSWER);
        Future.all(answers).await();
    }

    private void serve(Function<ScreenTurn, Future<TurnScreened>> extension) {
        bus.serve(ScreenTurn.ADDRESS, question -> {
                    asked.add(question);
                    return extension.apply(question);
                })
                .await();
    }

    private Optional<TurnScreened> ask() {
        return hook.ask(ID, QUESTION, answer -> answer.turnNo() == 3 ? null : "another turn")
                .await();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
