package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.turn.TurnAction.CandidateTurn;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TurnTakingTest {
    private final TurnTaking turns = new TurnTaking(TurnConfig.defaults());
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Instant start = now;

    @Test
    void aCompleteThoughtEndsAfterAShortPause() {
        // Given
        listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aTechnicalQuestionLeavesMoreTimeToThink() {
        // Given
        listening(Kind.TECHNICAL);

        // When
        Duration pause = pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void anOpenThoughtGetsFourSeconds() {
        for (String open : List.of(
                "we moved the service and then we",
                "so the reason was um",
                "it failed because",
                "we used kafka, redis, postgres",
                "for example")) {
            // Given
            TurnTakingTest fresh = new TurnTakingTest();
            fresh.listening(Kind.BEHAVIOURAL);

            // When
            Duration pause = fresh.pauseUntilClosed(open);

            // Then
            assertThat(pause).as(open).isEqualTo(Duration.ofSeconds(4));
        }
    }

    @Test
    void aFewWordsMayBeABeginning() {
        // Given
        listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = pauseUntilClosed("last year");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void aLongAnswerWhoseLastWordMayBeMisheardEndsAfterAMediumPause() {
        // Given
        listening(Kind.TECHNICAL);

        // When
        Duration pause = pauseUntilClosed("i would build a small version of it and show it to them after won we");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(1300));
    }

    @Test
    void aMediumPauseGrowsForACandidateWhoPausesLong() {
        // Given
        listening(Kind.BEHAVIOURAL);
        for (int i = 0; i < 5; i++) {
            speak("we looked at it for a while and");
            pass(1500);
        }

        // When
        Duration pause = pauseUntilClosed("so we wrote both options down and the ended where well");

        // Then
        assertThat(pause).isBetween(Duration.ofMillis(1400), Duration.ofMillis(2500));
    }

    @Test
    void aShortRequestNeedsNothingAfterIt() {
        // Given
        listening(Kind.BEHAVIOURAL);

        // When
        Duration pause = pauseUntilClosed("skip this");

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void aCandidateWhoPausesLongIsGivenLongerPauses() {
        // Given
        listening(Kind.BEHAVIOURAL);
        for (int i = 0; i < 5; i++) {
            speak("we looked at it for a while and");
            pass(1500);
        }

        // When
        Duration pause = pauseUntilClosed("we moved the billing service to kafka");

        // Then
        assertThat(pause).isBetween(Duration.ofMillis(1400), Duration.ofMillis(2000));
    }

    @Test
    void theLastWordsAreWaitedForUntilTheyCome() {
        // Given
        listening(Kind.BEHAVIOURAL);
        voice(2000);

        // When
        List<TurnAction> early = pass(1900);
        List<TurnAction> late = on(new TurnInput.Final(now, "we moved it to kafka in may", 0.8));

        // Then
        assertThat(early).isEmpty();
        assertThat(closed(late)).extracting(CandidateTurn::text).containsExactly("we moved it to kafka in may");
    }

    @Test
    void lastWordsThatDoNotComeAreReplacedByTheInterimOnes() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "we moved it to kafka in may"));
        pass(2000);
        on(new TurnInput.VoiceEnded(now, now));

        // When
        List<TurnAction> actions = pass(2500);
        List<TurnAction> late = on(new TurnInput.Final(now, "we moved it to kafka in may", 0.8));

        // Then
        assertThat(closed(actions)).hasSize(1);
        assertThat(late).isEmpty();
    }

    @Test
    void aRecogniserThatIsSlowIsLearned() {
        // Given
        listening(Kind.BEHAVIOURAL);
        voice(2000);
        pass(4000);
        on(new TurnInput.Final(now, "we moved it to", null));
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "kafka in may and it worked"));
        pass(1000);
        on(new TurnInput.VoiceEnded(now, now));

        // When
        List<TurnAction> early = pass(3900);
        List<TurnAction> then = pass(200);

        // Then
        assertThat(closed(early)).isEmpty();
        assertThat(closed(then)).hasSize(1);
    }

    @Test
    void aShortPauseAfterACompleteThoughtIsWorthAGuess() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        List<TurnAction> speaking = on(new TurnInput.Interim(now, "we moved it to kafka"));

        // When
        List<TurnAction> pausing = on(new TurnInput.VoicePaused(now, true));
        List<TurnAction> ended = new ArrayList<>(on(new TurnInput.VoiceEnded(now, now)));
        ended.addAll(on(new TurnInput.Final(now, "we moved it to kafka", null)));

        // Then
        assertThat(speaking).isEmpty();
        assertThat(pausing).containsExactly(new TurnAction.EndLikely("we moved it to kafka"));
        assertThat(ended).isEmpty();
    }

    @Test
    void guessesAreFewInATextFullOfPauses() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        List<TurnAction> actions = new ArrayList<>();
        StringBuilder words = new StringBuilder("we moved it to kafka");

        // When
        for (int i = 0; i < 30; i++) {
            on(new TurnInput.Interim(now, words.append(" today").toString()));
            actions.addAll(on(new TurnInput.VoicePaused(now, true)));
            on(new TurnInput.VoicePaused(now, false));
            actions.addAll(pass(100));
        }

        // Then
        assertThat(actions).hasSize(2).allMatch(TurnAction.EndLikely.class::isInstance);
    }

    @Test
    void twoWordsInHalfASecondInterruptTheAgent() {
        // Given
        agentSpeaks(true);
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "wait please"));

        // When
        List<TurnAction> early = pass(490);
        List<TurnAction> then = pass(20);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.StopSpeaking());
    }

    @Test
    void backchannelDoesNotInterrupt() {
        // Given
        agentSpeaks(true);
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "mhm okay right"));

        // When
        List<TurnAction> actions = new ArrayList<>(pass(1000));
        actions.addAll(on(new TurnInput.VoiceEnded(now, now)));
        actions.addAll(on(new TurnInput.Final(now, "mhm okay right", null)));
        actions.addAll(pass(5000));

        // Then
        assertThat(actions).isEmpty();
    }

    @Test
    void aFalseInterruptionIsOverAfterTwoSecondsWithoutWords() {
        // Given
        agentSpeaks(true);
        on(new TurnInput.VoiceStarted(now));
        List<TurnAction> stop = pass(1250);
        on(new TurnInput.VoiceEnded(now, now));
        on(new TurnInput.Final(now, "", null));

        // When
        List<TurnAction> early = pass(1900);
        List<TurnAction> then = pass(200);

        // Then
        assertThat(stop).containsExactly(new TurnAction.StopSpeaking());
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.ResumeSpeech());
    }

    @Test
    void steadyNoiseStopsOneTurnTwiceAtMost() {
        // Given
        agentSpeaks(true);
        List<TurnAction> actions = new ArrayList<>();

        // When
        for (int i = 0; i < 5; i++) {
            on(new TurnInput.VoiceStarted(now));
            actions.addAll(pass(1500));
            on(new TurnInput.VoiceEnded(now, now));
            on(new TurnInput.Final(now, "", null));
            actions.addAll(pass(2500));
        }

        // Then
        assertThat(actions)
                .filteredOn(TurnAction.StopSpeaking.class::isInstance)
                .hasSize(2);
        assertThat(actions)
                .filteredOn(TurnAction.ResumeSpeech.class::isInstance)
                .hasSize(2);
    }

    @Test
    void theNoticeIsNotInterruptible() {
        // Given
        agentSpeaks(false);
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "hello can you hear me please stop"));

        // When
        List<TurnAction> actions = pass(5000);

        // Then
        assertThat(actions).isEmpty();
    }

    @Test
    void silenceIsReportedAfterThirtySecondsAndAgainAfterTheNudge() {
        // Given
        listening(Kind.BEHAVIOURAL);

        // When
        List<TurnAction> early = pass(29_900);
        List<TurnAction> first = pass(200);
        agentSpeaks(true);
        listening(Kind.BEHAVIOURAL);
        List<TurnAction> second = pass(30_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(first).containsExactly(new TurnAction.Silence());
        assertThat(second).containsExactly(new TurnAction.Silence());
    }

    @Test
    void whoAskedForAMomentGetsTwiceTheTime() {
        // Given
        on(new TurnInput.AgentFinished(now, true, true, Kind.BEHAVIOURAL));

        // When
        List<TurnAction> early = pass(59_000);
        List<TurnAction> then = pass(1_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.Silence());
    }

    @Test
    void whoTypesHasLongerAndTypingExtendsIt() {
        // Given
        on(new TurnInput.ModeChanged(now, true));
        listening(Kind.BEHAVIOURAL);
        pass(80_000);
        on(new TurnInput.Typing(now));

        // When
        List<TurnAction> early = pass(89_000);
        List<TurnAction> then = pass(1_100);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).containsExactly(new TurnAction.Silence());
    }

    @Test
    void aTypedMessageIsATurnAtOnce() {
        // Given
        listening(Kind.TECHNICAL);

        // When
        List<TurnAction> actions = on(new TurnInput.Typed(now, "we moved it and", null));

        // Then
        assertThat(closed(actions)).singleElement().satisfies(turn -> {
            assertThat(turn.typed()).isTrue();
            assertThat(turn.endOfTurnDelay()).isNull();
        });
    }

    @Test
    void aTypedMessageInterruptsTheAgent() {
        // Given
        agentSpeaks(true);

        // When
        List<TurnAction> actions = on(new TurnInput.Typed(now, "ok", null));

        // Then
        assertThat(actions).hasSize(2).first().isEqualTo(new TurnAction.StopSpeaking());
        assertThat(closed(actions)).hasSize(1);
    }

    @Test
    void whatWasSpokenBeforeAMessageIsATurnOfItsOwn() {
        // Given
        listening(Kind.BEHAVIOURAL);
        speak("we moved the service and then");

        // When
        List<TurnAction> actions = on(new TurnInput.Typed(now, "to Kafka 3.7", null));

        // Then
        assertThat(turnsIn(actions))
                .containsExactly("spoken, kept: we moved the service and then", "typed, closed: to Kafka 3.7");
    }

    @Test
    void wordsNotYetFinalAreKeptBeforeAMessageOnceOnly() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        on(new TurnInput.Interim(now, "we moved"));
        pass(500);
        on(new TurnInput.VoiceEnded(now, now));

        // When
        List<TurnAction> actions = new ArrayList<>(on(new TurnInput.Typed(now, "to Kafka", null)));
        actions.addAll(on(new TurnInput.Final(now.plusMillis(200), "we moved", 0.9)));

        // Then
        assertThat(turnsIn(actions)).containsExactly("spoken, kept: we moved", "typed, closed: to Kafka");
    }

    @Test
    void aSpokenTurnThatIsReopenedByAMessageIsKeptAsSpoken() {
        // Given
        listening(Kind.BEHAVIOURAL);
        pauseUntilClosed("we moved the billing service to kafka");

        // When
        List<TurnAction> actions = on(new TurnInput.Typed(now, "in 2023", null));

        // Then
        assertThat(actions).first().isEqualTo(new TurnAction.ReopenTurn());
        assertThat(turnsIn(actions))
                .containsExactly("spoken, kept: we moved the billing service to kafka", "typed, closed: in 2023");
    }

    @Test
    void wordsThatComeAfterTheMessageTheyWereSpokenBeforeAreKeptAsSpoken() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        pass(1000);
        Instant quiet = now;
        pass(100);
        on(new TurnInput.Typed(now, "to Kafka", null));
        pass(150);
        on(new TurnInput.VoiceEnded(now, quiet));

        // When
        List<TurnAction> actions = on(new TurnInput.Final(now, "we moved the service", 0.9));

        // Then: the message is understood again, with those words before it
        assertThat(actions).first().isEqualTo(new TurnAction.ReopenTurn());
        assertThat(turnsIn(actions)).containsExactly("spoken, kept: we moved the service", "typed, closed: to Kafka");
    }

    @Test
    void wordsThatComeAfterTheMessageWasTakenAreLate() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.VoiceStarted(now));
        pass(1000);
        Instant quiet = now;
        on(new TurnInput.Typed(now, "to Kafka", null));
        on(new TurnInput.TurnTaken(now));
        pass(250);
        on(new TurnInput.VoiceEnded(now, quiet));

        // When
        List<TurnAction> actions = on(new TurnInput.Final(now, "we moved the service", 0.9));

        // Then
        assertThat(turnsIn(actions)).containsExactly("spoken, late: we moved the service");
    }

    @Test
    void whoSpeaksAfterAMessageGivesATurnOfItsOwn() {
        // Given
        listening(Kind.BEHAVIOURAL);
        on(new TurnInput.Typed(now, "to Kafka", null));
        pass(200);
        Instant began = now;

        // When
        List<TurnAction> speaking = on(new TurnInput.VoiceStarted(now));
        pass(1000);
        on(new TurnInput.VoiceEnded(now, now));
        List<TurnAction> actions = new ArrayList<>(on(new TurnInput.Final(now, "which took us a whole month", 0.9)));
        actions.addAll(pass(4000));

        // Then
        assertThat(speaking).isEmpty();
        assertThat(turnsIn(actions))
                .containsExactly("typed, kept: to Kafka", "spoken, closed: which took us a whole month");
        assertThat(closed(actions)).extracting(CandidateTurn::startedAt).containsExactly(began);
    }

    @Test
    void aBackchannelBeforeAMessageIsNoTurn() {
        // Given
        agentSpeaks(true);
        speak("mhm");

        // When
        List<TurnAction> actions = on(new TurnInput.Typed(now, "please repeat that", null));

        // Then
        assertThat(turnsIn(actions)).containsExactly("typed, closed: please repeat that");
    }

    @Test
    void whoGoesOnBeforeTheTurnIsTakenReopensIt() {
        // Given
        listening(Kind.BEHAVIOURAL);
        pauseUntilClosed("we moved the billing service to kafka");

        // When
        List<TurnAction> actions = new ArrayList<>(on(new TurnInput.VoiceStarted(now)));
        speak("which took us a month in the end");
        List<TurnAction> closing = pass(4000);

        // Then
        assertThat(actions).containsExactly(new TurnAction.ReopenTurn());
        assertThat(closed(closing))
                .extracting(CandidateTurn::text)
                .containsExactly("we moved the billing service to kafka which took us a month in the end");
    }

    @Test
    void wordsAreKeptWhenTheConnectionIsLost() {
        // Given
        listening(Kind.BEHAVIOURAL);
        speak("we moved the service and then");

        // When
        List<TurnAction> actions = on(new TurnInput.Disconnected(now));
        List<TurnAction> later = pass(100_000);

        // Then
        assertThat(actions).hasSize(1).first().isInstanceOf(TurnAction.WordsKept.class);
        assertThat(later).isEmpty();
    }

    @Test
    void speechWithoutAnyWordIsNotUnderstood() {
        // Given
        listening(Kind.BEHAVIOURAL);
        voice(2500);
        on(new TurnInput.Final(now, "", null));

        // When
        List<TurnAction> actions = pass(2000);

        // Then
        assertThat(actions).containsExactly(new TurnAction.NotUnderstood());
    }

    private void listening(Kind kind) {
        on(new TurnInput.AgentFinished(now, true, false, kind));
    }

    private void agentSpeaks(boolean interruptible) {
        on(new TurnInput.AgentStarted(now, interruptible));
    }

    private List<TurnAction> on(TurnInput input) {
        return turns.on(input);
    }

    /** Lets time pass, with a tick at each deadline. */
    private List<TurnAction> pass(long millis) {
        List<TurnAction> actions = new ArrayList<>();
        Instant until = now.plusMillis(millis);
        Instant deadline = turns.deadline();
        while (deadline != null && !deadline.isAfter(until)) {
            now = deadline.isAfter(now) ? deadline : now;
            actions.addAll(on(new TurnInput.Tick(now)));
            deadline = turns.deadline();
        }
        now = until;
        return actions;
    }

    private void voice(long millis) {
        on(new TurnInput.VoiceStarted(now));
        pass(millis);
        on(new TurnInput.VoiceEnded(now, now));
    }

    private void speak(String text) {
        if (!turns.candidateSpeaks()) {
            on(new TurnInput.VoiceStarted(now));
        }
        pass(1000);
        on(new TurnInput.VoiceEnded(now, now));
        on(new TurnInput.Final(now, text, 0.9));
    }

    private Duration pauseUntilClosed(String text) {
        speak(text);
        Instant ended = now;
        while (Duration.between(ended, now).toSeconds() < 10) {
            Instant next = Objects.requireNonNull(turns.deadline());
            now = next;
            if (!closed(on(new TurnInput.Tick(now))).isEmpty()) {
                return Duration.between(ended, now);
            }
        }
        throw new AssertionError("not closed within 10 s, begun at " + start);
    }

    private static List<String> turnsIn(List<TurnAction> actions) {
        List<String> found = new ArrayList<>();
        for (TurnAction action : actions) {
            switch (action) {
                case TurnAction.CloseTurn(CandidateTurn turn) -> found.add(told(turn, "closed"));
                case TurnAction.WordsKept(CandidateTurn turn) -> found.add(told(turn, "kept"));
                case TurnAction.LateWords(CandidateTurn turn) -> found.add(told(turn, "late"));
                default -> {}
            }
        }
        return found;
    }

    private static String told(CandidateTurn turn, String how) {
        return (turn.typed() ? "typed, " : "spoken, ") + how + ": " + turn.text();
    }

    private static List<CandidateTurn> closed(List<TurnAction> actions) {
        return actions.stream()
                .filter(TurnAction.CloseTurn.class::isInstance)
                .map(action -> ((TurnAction.CloseTurn) action).turn())
                .toList();
    }
}
