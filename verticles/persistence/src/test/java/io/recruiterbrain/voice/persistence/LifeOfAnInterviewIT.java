package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifeOfAnInterviewIT {
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
    void whatWasOrderedIsReadAgainAsItWas() {
        // Given
        Instant now = Samples.NOON;
        CreateInterview order = Samples.anInterview("job-7", "candidate-9", now);

        // When
        Interview stored = node.ask(CreateInterview.ADDRESS, order).interview();

        // Then
        assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(order.interviewId())))
                .isEqualTo(stored);
        assertThat(stored.state()).isEqualTo(InterviewState.SCHEDULED);
        assertThat(stored.candidate()).isEqualTo(order.candidate());
        assertThat(stored.job()).isEqualTo(order.job());
        assertThat(stored.settings()).isEqualTo(order.settings());
        assertThat(stored.createdAt()).isEqualTo(now);
        assertThat(stored.roomName()).isEqualTo("interview-" + order.interviewId());
        assertThat(stored.plan()).isEmpty();
    }

    @Test
    void anInterviewGoesThroughItsStatesAndEachMoveIsAnEventInOrder() {
        // Given
        Interview started = Samples.inProgress(node);
        UUID id = started.interviewId();

        // When
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.AGENT, "Tell me about a difficult bug."));
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 2, Speaker.CANDIDATE, "I used a profiler."));
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(id, InterviewState.COMPLETED, Samples.NOON.plusSeconds(800), null, "completed"));
        assertFailsWith(ErrorCode.EVALUATION_PENDING, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));
        node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "I used a profiler.")));
        node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "a later one")));
        Decision decision = new Decision("Grace", Decision.Outcome.ADVANCE, "convincing", Samples.NOON);
        Interview decided = node.ask(SaveDecision.ADDRESS, new SaveDecision(id, decision));

        // Then
        assertThat(started.startedAt()).isEqualTo(Samples.NOON.plusSeconds(100));
        assertThat(started.workerId()).isEqualTo(RunningPersistence.NODE);
        assertThat(started.consent()).isEqualTo(Samples.CONSENT);
        assertThat(started.plan()).isEqualTo(Samples.aPlan());
        assertThat(decided.state()).isEqualTo(InterviewState.EVALUATED);
        assertThat(decided.endReason()).isEqualTo("completed");
        assertThat(decided.endedAt()).isEqualTo(Samples.NOON.plusSeconds(800));
        assertThat(decided.workerId()).isNull();
        assertThat(decided.turnCount()).isEqualTo(2);
        assertThat(decided.questionNo()).isEqualTo(1);
        assertThat(decided.decision()).isEqualTo(decision);
        assertThat(node.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)))
                .isEqualTo(Samples.anEvaluation(id, "I used a profiler."));
        List<InterviewEvent> events =
                node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events();
        assertThat(events)
                .extracting(InterviewEvent::type)
                .containsExactly(
                        "interview.created",
                        "interview.consented",
                        "interview.planned",
                        "interview.state_changed",
                        "interview.state_changed",
                        "turn.saved",
                        "turn.saved",
                        "interview.state_changed",
                        "interview.state_changed",
                        "interview.evaluated",
                        "interview.decided");
        assertThat(events).extracting(InterviewEvent::sequence).isSorted();
        assertThat(events.get(6).data())
                .containsEntry("turn_no", 2)
                .containsEntry("text", "I used a profiler.")
                .containsEntry("typed", true)
                .containsEntry("question_no", 1);
        assertThat(events.get(7).data())
                .containsEntry("from", "IN_PROGRESS")
                .containsEntry("to", "COMPLETED")
                .containsEntry("reason", "completed");
    }

    @ParameterizedTest
    @EnumSource(names = {"ABANDONED", "CANCELLED", "FAILED"})
    void anInterviewThatEndedBeforeAnythingWasAnsweredIsOnceAndForAllWithoutAnEvaluation(InterviewState end) {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        for (int turnNo = 1; turnNo <= 3; turnNo++) {
            node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, turnNo, Speaker.AGENT, "Tell me about a difficult bug."));
        }
        assertFailsWith(ErrorCode.EVALUATION_PENDING, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));

        // When
        node.ask(ChangeState.ADDRESS, Samples.become(id, end));

        // Then
        assertFailsWith(ErrorCode.INVALID_STATE, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));
    }

    @Test
    void anAbandonedInterviewWithAnAnswerIsStillToBeEvaluated() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "I used a profiler."));

        // When
        node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.ABANDONED));

        // Then
        assertFailsWith(ErrorCode.EVALUATION_PENDING, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "FAILED"})
    void whatWasCancelledOrFailedStaysWithoutAnEvaluationWhateverWasSaid(InterviewState end) {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "I used a profiler."));
        node.ask(ChangeState.ADDRESS, Samples.become(id, end));

        // When
        var saved = node.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "a profiler")));

        // Then
        assertFailsWith(ErrorCode.INVALID_STATE, saved);
        assertFailsWith(ErrorCode.INVALID_STATE, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));
    }

    @Test
    void anAbandonedInterviewIsEvaluatedAndStillTellsHowItEnded() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "I used a profiler."));
        Interview ended = node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.ABANDONED));

        // When
        node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "I used a profiler.")));
        node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "a later one")));

        // Then
        Interview evaluated = node.ask(FindInterview.ADDRESS, new FindInterview(id));
        assertThat(ended.evaluated()).isFalse();
        assertThat(evaluated.evaluated()).isTrue();
        assertThat(evaluated.state()).isEqualTo(InterviewState.ABANDONED);
        assertThat(evaluated.endedAt()).isEqualTo(ended.endedAt());
        assertThat(node.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)))
                .isEqualTo(Samples.anEvaluation(id, "I used a profiler."));
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .extracting(InterviewEvent::type)
                .endsWith("turn.saved", "interview.state_changed", "interview.evaluated")
                .containsOnlyOnce("interview.evaluated");
        assertFailsWith(
                ErrorCode.INVALID_STATE,
                node.bus.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.EVALUATED)));
    }

    @Test
    void ofTwoEvaluationsAtTheSameTimeOneIsKeptAndToldOnce() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, "one, and other"));
        node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.ABANDONED));

        // When
        var first = node.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "one")));
        var second = node.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "other")));
        Future.all(first, second).await();

        // Then
        assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events())
                .extracting(InterviewEvent::type)
                .containsOnlyOnce("interview.evaluated");
    }

    @Test
    void anIllegalMoveIsRefusedAndChangesNothing() {
        // Given
        UUID id = node.ask(CreateInterview.ADDRESS, Samples.anInterview())
                .interview()
                .interviewId();

        // When
        var move = node.bus.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.COMPLETED));

        // Then
        assertFailsWith(ErrorCode.INVALID_STATE, move);
        assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(id)).state())
                .isEqualTo(InterviewState.SCHEDULED);
        assertFailsWith(
                ErrorCode.INVALID_STATE,
                node.bus.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "too early"))));
        assertFailsWith(
                ErrorCode.INVALID_STATE,
                node.bus.ask(
                        SaveDecision.ADDRESS,
                        new SaveDecision(id, new Decision("Grace", Decision.Outcome.HOLD, "early", Samples.NOON))));
    }

    @Test
    void beingThereAlreadyIsSuccessAndConsentAndPlanKeepTheFirst() {
        // Given
        Interview started = Samples.inProgress(node);
        UUID id = started.interviewId();

        // When
        Interview again = node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.IN_PROGRESS));
        node.ask(SaveConsent.ADDRESS, new SaveConsent(id, new Consent("other", "b".repeat(64), Samples.NOON)));
        node.ask(SavePlan.ADDRESS, new SavePlan(id, Samples.aPlan().subList(0, 1)));

        // Then
        assertThat(again).isEqualTo(started);
        Interview stored = node.ask(FindInterview.ADDRESS, new FindInterview(id));
        assertThat(stored.consent()).isEqualTo(Samples.CONSENT);
        assertThat(stored.plan()).isEqualTo(Samples.aPlan());
    }

    @Test
    void ofTwoMovesAtTheSameTimeOneWins() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();

        // When
        var completed = node.bus.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.COMPLETED));
        var cancelled = node.bus.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.CANCELLED));
        Future.join(completed, cancelled).otherwiseEmpty().await();

        // Then
        assertThat(completed.succeeded() ^ cancelled.succeeded()).isTrue();
    }

    @Test
    void anUnknownInterviewIsNotFoundAnywhere() {
        // Given
        UUID unknown = UUID.randomUUID();

        // When, Then
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(FindInterview.ADDRESS, new FindInterview(unknown)));
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(FindTranscript.ADDRESS, new FindTranscript(unknown)));
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(unknown)));
        assertFailsWith(
                ErrorCode.NOT_FOUND,
                node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(unknown, 1, Speaker.AGENT, "hello")));
        assertFailsWith(
                ErrorCode.NOT_FOUND,
                node.bus.ask(ChangeState.ADDRESS, Samples.become(unknown, InterviewState.WAITING)));
    }

    @Test
    void textWithSqlHtmlAndEmojiIsTextAndNulIsRefused() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        String odd = "'; DROP TABLE turns; -- <b>bold</b> \u0007 \t ünï \uD83D\uDE00 {\"a\":1}";

        // When
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 1, Speaker.CANDIDATE, odd));

        // Then
        assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id))
                        .turns()
                        .getFirst()
                        .text())
                .isEqualTo(odd);
        assertFailsWith(
                ErrorCode.INVALID_REQUEST,
                node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 2, Speaker.CANDIDATE, "a\0b")));
        assertFailsWith(
                ErrorCode.INVALID_REQUEST,
                node.bus.ask(
                        ChangeState.ADDRESS,
                        new ChangeState(id, InterviewState.CANCELLED, Samples.NOON, null, "a\0b")));
    }

    @Test
    void theStatusTellsWhatServesEachPort() {
        // Given
        FindStatus question = new FindStatus();

        // When
        var status = node.ask(FindStatus.PERSISTENCE, question);

        // Then
        assertThat(status.healthy()).isTrue();
        assertThat(status.ports()).extracting("adapter").containsExactly("embedded PostgreSQL", "lucene");
        assertThat(status.figures()).containsKeys("outbox_depth", "events_unpublished", "pool_active");
    }
}
