package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.CloseReason;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aSpokenInterviewGoesFromTheNoticeToTheGoodbye() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.connect();

        // When
        for (int question = 1; question <= 3; question++) {
            rehearsal
                    .untilAsked()
                    .seconds(1)
                    .say("we moved the billing service to Kafka in project " + question)
                    .seconds(1);
        }
        rehearsal.untilEnded();

        // Then
        assertThat(rehearsal.kinds())
                .containsExactly(
                        TurnKind.GREETING,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.QUESTION,
                        TurnKind.ANSWER,
                        TurnKind.CLOSING);
        assertThat(rehearsal.end).isEqualTo(EndReason.COMPLETED);
        assertThat(rehearsal.turns).extracting(Turn::turnNo).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS);
        assertThat(rehearsal.of(TurnKind.QUESTION).get(1).latencies())
                .containsKeys(
                        "e2e_latency", "llm_node_ttft", "tts_node_ttfb", "playback_latency", "framework_overhead");
        assertThat(rehearsal.of(TurnKind.ANSWER).get(0).latencies())
                .containsKeys("transcription_delay", "end_of_turn_delay");
        assertThat(rehearsal.meters.get("rbv.vad.speech").counter().count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aTypedInterviewNeedsNeitherVoiceNorMicrophone() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.conversation.page(true);
        rehearsal.conversation.textMode();

        // When
        for (int question = 1; question <= 3; question++) {
            rehearsal.seconds(1);
            rehearsal.conversation.typed("I did it " + question);
        }
        rehearsal.seconds(1);

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.COMPLETED);
        assertThat(rehearsal.voice.asked).isEmpty();
        assertThat(rehearsal.of(TurnKind.ANSWER)).hasSize(3).allMatch(Turn::typed);
        assertThat(rehearsal.finalCaptions(Speaker.AGENT)).hasSize(5);
    }

    @Test
    void whoInterruptsIsHeardAndTheTranscriptHoldsOnlyWhatWasPlayed() {
        // Given
        rehearsal.connect().untilAsked().say("I built it").untilSpeaking().seconds(0.5);

        // When
        rehearsal.say("sorry please let me add one more thing here").seconds(3);

        // Then
        Turn cut =
                rehearsal.turns.stream().filter(Turn::interrupted).findFirst().orElseThrow();
        assertThat(cut.speaker()).isEqualTo(Speaker.AGENT);
        assertThat("Who helped you most with project 1 in those days and how?").startsWith(cut.text());
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .contains("sorry please let me add one more thing here");
        assertThat(rehearsal.output.clearedInMidSound).isEqualTo(1);
    }

    @Test
    void soundWithoutWordsStopsTheAgentOnlyForAMoment() {
        // Given
        rehearsal
                .connect()
                .untilAsked()
                .say("I built it all alone in May")
                .untilSpeaking()
                .seconds(0.5);

        // When
        rehearsal.noise(1.6).seconds(2.2).untilSpeaking().untilAsked();

        // Then
        assertThat(rehearsal.output.clearedInMidSound).isEqualTo(1);
        assertThat(rehearsal.lastTurn().text()).startsWith("Who helped you most with project 1");
        assertThat(rehearsal.lastTurn().interrupted()).isFalse();
    }

    @Test
    void aMurmurDoesNotStopTheAgent() {
        // Given
        rehearsal
                .connect()
                .untilAsked()
                .say("I built it all alone in May")
                .untilSpeaking()
                .seconds(0.5);

        // When
        rehearsal.say("mhm okay right").untilAsked();

        // Then
        assertThat(rehearsal.output.clearedInMidSound).isZero();
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.FOLLOW_UP);
    }

    @Test
    void theNoticeCannotBeInterrupted() {
        // Given
        rehearsal.connect().seconds(2);

        // When
        rehearsal.say("hello hello can you hear me at all my friend").untilAsked();

        // Then
        assertThat(rehearsal.turns.get(0).kind()).isEqualTo(TurnKind.GREETING);
        assertThat(rehearsal.turns.get(0).interrupted()).isFalse();
        assertThat(rehearsal.turns.get(0).text()).contains("AI interviewer").contains("recorded");
    }

    @Test
    void halfASecondBeforeTheOnsetIsHeardToo() {
        // Given
        rehearsal.connect().untilAsked().quiet(3);

        // When
        rehearsal.say("we did it");

        // Then
        assertThat(rehearsal.ears.firstSilence).isBetween(Duration.ofMillis(400), Duration.ofMillis(600));
    }

    @Test
    void aThoughtLeftOpenGetsTimeAndIsOneTurn() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal
                .say("we moved the service and then")
                .seconds(2.5)
                .say("we measured it for a month")
                .seconds(2);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the service and then we measured it for a month");
    }

    @Test
    void aSlowRecogniserCostsNoWords() {
        // Given
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofMillis(2200);
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(4);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka");
    }

    @Test
    void wordsThatComeWhenTheTurnIsLongClosedAreKept() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.say("we moved the service in May and").seconds(0.5);
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofSeconds(7);

        // When
        rehearsal.say("kafka").seconds(12);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER)).extracting(Turn::text).contains("kafka");
    }

    @Test
    void whoGoesOnWhileBeingUnderstoodIsNotAnsweredTooEarly() {
        // Given
        rehearsal.model.readingTime = Duration.ofSeconds(2);
        rehearsal
                .connect()
                .untilAsked()
                .say("we moved the whole service to Kafka")
                .seconds(1);

        // When
        rehearsal.say("and it worked well after that").seconds(4);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka and it worked well after that");
    }

    @Test
    void theReadingBeginsBeforeTheTurnIsClosed() {
        // Given
        rehearsal.model.readingTime = Duration.ofMillis(300);
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2);

        // Then
        assertThat(rehearsal.model.read).hasSize(1);
        assertThat(rehearsal.meters.timer("rbv.agent.llm.node.ttft").totalTime(TimeUnit.MILLISECONDS))
                .isLessThan(100);
    }

    @Test
    void aSilentCandidateIsNudgedTwiceThenTheNextQuestionComes() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.seconds(31).untilAsked().seconds(31).untilAsked().seconds(31).untilAsked();

        // Then
        assertThat(rehearsal.kinds())
                .containsExactly(
                        TurnKind.GREETING, TurnKind.QUESTION, TurnKind.NUDGE, TurnKind.NUDGE, TurnKind.QUESTION);
        assertThat(rehearsal.of(TurnKind.NUDGE).get(1).text()).contains("project number 1");
    }

    @Test
    void silenceForThreeQuestionsEndsKindly() {
        // Given
        Rehearsal quiet = new Rehearsal(6, Duration.ofMinutes(30), List.of()).connect();

        // When
        quiet.untilEnded();

        // Then
        assertThat(quiet.end).isEqualTo(EndReason.NO_ANSWER);
        assertThat(quiet.of(TurnKind.QUESTION)).hasSize(3);
        assertThat(quiet.lastTurn().kind()).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void theCandidateGetsAMomentWhenAskingForIt() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal
                .say("give me a moment please")
                .untilAsked()
                .seconds(3)
                .untilAsked()
                .seconds(45);

        // Then
        assertThat(rehearsal.of(TurnKind.NUDGE)).isEmpty();
        assertThat(rehearsal.of(TurnKind.REMARK)).hasSize(1);
    }

    @Test
    void aRepeatedQuestionIsNeverSaidInTheSameWordsTwice() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        for (int i = 0; i < 4; i++) {
            rehearsal.seconds(1).say("please repeat that").seconds(2).untilAsked();
        }

        // Then
        assertThat(rehearsal.of(TurnKind.REPEAT))
                .hasSize(4)
                .extracting(Turn::text)
                .doesNotHaveDuplicates();
        assertThat(rehearsal.of(TurnKind.REPEAT)).allMatch(turn -> turn.text().contains("project number 1"));
    }

    @Test
    void aSkippedQuestionIsNotAskedAgain() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("skip this").seconds(3).untilAsked();

        // Then
        assertThat(rehearsal.of(TurnKind.SKIP)).hasSize(1);
        assertThat(rehearsal.lastTurn().questionNo()).isEqualTo(2);
    }

    @Test
    void whoWantsToStopIsThankedAndLetGo() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("i want to stop now").seconds(2).untilEnded();

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.CANDIDATE_STOPPED);
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.CLOSING);
    }

    @Test
    void aLostConnectionCostsNothingAndTheOpenQuestionComesAgain() {
        // Given
        rehearsal.connect().untilAsked().say("we moved the service and then");
        rehearsal.disconnect();

        // When
        rehearsal.seconds(60).connect().untilAsked().seconds(8);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the service and then");
        assertThat(rehearsal.lastTurn().kind()).isEqualTo(TurnKind.REPEAT);
        assertThat(rehearsal.states)
                .containsExactly(InterviewState.IN_PROGRESS, InterviewState.RECOVERING, InterviewState.IN_PROGRESS);
        assertThat(rehearsal.last(LiveUpdate.CandidateBack.class)).isPresent();
        assertThat(rehearsal.last(LiveUpdate.Progress.class).orElseThrow().remainingSeconds())
                .isGreaterThan(660);
    }

    @Test
    void whoStaysAwayHasLeft() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.disconnect();

        // When
        rehearsal.seconds(121);

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.CANDIDATE_LEFT);
    }

    @Test
    void aNoticeThatWasCutByTheConnectionGoesOnWhereItWasCut() {
        // Given
        rehearsal.connect().seconds(2);
        rehearsal.disconnect();

        // When
        rehearsal.seconds(5).connect().untilAsked();

        // Then
        assertThat(rehearsal.kinds()).startsWith(TurnKind.GREETING, TurnKind.QUESTION);
        assertThat(rehearsal.turns.get(0).text()).contains("recorded").contains("to stop, at any time");
    }

    @Test
    void aVoiceThatFailsIsReplacedByCaptions() {
        // Given
        rehearsal.voice.broken = true;

        // When
        rehearsal.connect().seconds(2);

        // Then
        assertThat(rehearsal.finalCaptions(Speaker.AGENT))
                .anyMatch(text -> text.contains("technical problem"))
                .anyMatch(text -> text.contains("project number 1"));
        assertThat(rehearsal.isListening()).isTrue();
    }

    @Test
    void aModelThatFailsOrHangsDoesNotStopTheInterview() {
        // Given
        rehearsal.model.broken = true;
        rehearsal.connect().untilAsked();

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(2).untilAsked();
        rehearsal.model.broken = false;
        rehearsal.model.hangs = true;
        rehearsal.say("we did this one too in a way").seconds(25).untilAsked();

        // Then
        assertThat(rehearsal.of(TurnKind.QUESTION)).hasSize(3);
        assertThat(rehearsal.of(TurnKind.ANSWER)).hasSize(2);
    }

    @Test
    void aRecogniserThatBreaksHearsTheStretchAgain() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.ears.failures = 1;

        // When
        rehearsal.say("we moved the whole service to Kafka").seconds(3);

        // Then
        assertThat(rehearsal.of(TurnKind.ANSWER))
                .extracting(Turn::text)
                .containsExactly("we moved the whole service to Kafka");
        assertThat(rehearsal.ears.sessions).isEqualTo(2);
    }

    @Test
    void speechThatIsNotUnderstoodIsAskedForAgain() {
        // Given
        rehearsal.connect().untilAsked();

        // When
        rehearsal.noise(3).seconds(2).untilAsked().seconds(6);

        // Then
        assertThat(rehearsal.model.moves.get(rehearsal.model.moves.size() - 1)).isInstanceOf(Move.Repeat.class);
    }

    @Test
    void theRecruiterEndsItWithASentence() {
        // Given
        rehearsal.connect().seconds(1);

        // When
        rehearsal.conversation.close(CloseReason.RECRUITER_CANCELLED);
        rehearsal.untilEnded();

        // Then
        assertThat(rehearsal.end).isEqualTo(EndReason.RECRUITER_CANCELLED);
        assertThat(rehearsal.output.clearedInMidSound).isZero();
        assertThat(rehearsal.lastTurn().text()).contains("end the interview here");
    }

    @Test
    void aLongAnswerIsClosedInTimeAndKept() {
        // Given
        Rehearsal shortOne =
                new Rehearsal(2, Duration.ofSeconds(60), List.of()).connect().untilAsked();

        // When
        for (int i = 0; i < 60 && shortOne.end == null; i++) {
            shortOne.utter("and on and on");
        }
        shortOne.seconds(10);

        // Then
        assertThat(shortOne.end).isEqualTo(EndReason.TIME_LIMIT);
        assertThat(Duration.between(shortOne.openedAt, shortOne.endedAt)).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(shortOne.of(TurnKind.ANSWER)).isNotEmpty();
        assertThat(shortOne.of(TurnKind.CLOSING)).hasSize(1).noneMatch(Turn::interrupted);
    }

    @Test
    void afterARestartItGoesOnWithTheOpenQuestion() {
        // Given
        rehearsal.connect().untilAsked().say("skip this").seconds(2).untilAsked();
        List<Turn> stored = List.copyOf(rehearsal.turns);

        // When
        Rehearsal again =
                new Rehearsal(3, Duration.ofMinutes(12), stored).connect().seconds(10);

        // Then
        assertThat(again.turns.subList(stored.size(), again.turns.size()))
                .first()
                .satisfies(turn -> {
                    assertThat(turn.kind()).isEqualTo(TurnKind.REPEAT);
                    assertThat(turn.questionNo()).isEqualTo(2);
                    assertThat(turn.turnNo()).isEqualTo(stored.size() + 1);
                });
    }

    @Test
    void whatIsSpokenAndThenTypedAreTwoTurnsAndBothAreTheAnswer() {
        // Given
        rehearsal.connect().untilAsked();
        rehearsal.say("we moved the service to kafka and then");

        // When
        rehearsal.conversation.typed("it took two months");
        rehearsal.seconds(3);

        // Then
        List<Turn> answers = rehearsal.of(TurnKind.ANSWER);
        assertThat(answers)
                .extracting(Turn::text)
                .containsExactly("we moved the service to kafka and then", "it took two months");
        assertThat(answers).extracting(Turn::typed).containsExactly(false, true);
        assertThat(answers).extracting(Turn::questionNo).containsExactly(1, 1);
        assertThat(rehearsal.model.read.getLast()).satisfies(exchange -> {
            assertThat(exchange.answer()).isEqualTo("it took two months");
            assertThat(exchange.before()).extracting(Turn::text).contains("we moved the service to kafka and then");
        });
        assertThat(rehearsal.model.moves.getLast()).isInstanceOf(Move.FollowUp.class);
    }

    @Test
    void aVoiceConnectionThatComesLateDoesNotUndoTheChoiceToType() {
        // Given
        rehearsal.conversation.textMode();
        rehearsal.seconds(1);

        // When
        rehearsal.conversation.voiceConnected();
        rehearsal.conversation.typed("I built it alone");
        rehearsal.conversation.voiceLost();
        rehearsal.seconds(2);

        // Then
        assertThat(rehearsal.voice.asked).isEmpty();
        assertThat(rehearsal.states).containsExactly(InterviewState.IN_PROGRESS);
        assertThat(rehearsal.lastTurn().speaker()).isEqualTo(Speaker.AGENT);
    }

    @Test
    void aMessageThatIsSentAgainToTheNextAgentIsNotTakenTwice() {
        // Given
        UUID message = UUID.randomUUID();
        rehearsal.conversation.textMode();
        rehearsal.seconds(30);
        Future<Void> kept = rehearsal.conversation.typed(message, "I built it alone");
        rehearsal.seconds(5);
        List<Turn> stored = List.copyOf(rehearsal.turns);

        // When
        Rehearsal next = new Rehearsal(3, Duration.ofMinutes(12), stored, Arrival.RECOVERED);
        next.conversation.textMode();
        next.seconds(30);
        Future<Void> keptBefore = next.conversation.typed(message, "I built it alone");
        next.seconds(5);

        // Then
        assertThat(kept.succeeded()).isTrue();
        assertThat(keptBefore.succeeded()).isTrue();
        assertThat(next.turns)
                .filteredOn(turn -> turn.messageIds().contains(message))
                .hasSize(1);
        assertThat(next.turns)
                .filteredOn(turn -> turn.speaker() == Speaker.CANDIDATE)
                .hasSize(1);
    }

    @Test
    void whoChangesToTypingInMidSpeechReadsTheRest() {
        // Given
        rehearsal.connect().seconds(2);

        // When
        rehearsal.conversation.page(true);
        rehearsal.conversation.textMode();
        rehearsal.seconds(1);

        // Then
        assertThat(rehearsal.kinds()).containsExactly(TurnKind.GREETING, TurnKind.QUESTION);
        assertThat(rehearsal.turns.get(0).text()).contains("to stop, at any time");
    }

    @Test
    void aVoiceThatHangsIsReplacedByCaptions() {
        // Given
        rehearsal.voice.hangs = true;

        // When
        rehearsal.connect().seconds(20);

        // Then
        assertThat(rehearsal.kinds()).containsExactly(TurnKind.GREETING, TurnKind.QUESTION);
    }

    @Test
    void wordsThatComeLateBelongToTheQuestionTheyAnswered() {
        // Given
        rehearsal.model.followsUp = false;
        rehearsal.connect().untilAsked().say("we moved the service in May and").seconds(0.5);
        rehearsal.ears.interims = false;
        rehearsal.ears.finalDelay = Duration.ofSeconds(7);

        // When
        rehearsal.say("kafka").seconds(12);

        // Then
        Turn late = rehearsal.turns.stream()
                .filter(turn -> turn.text().equals("kafka"))
                .findFirst()
                .orElseThrow();
        assertThat(late.questionNo()).isEqualTo(1);
        assertThat(rehearsal.of(TurnKind.QUESTION)).hasSize(2);
    }
}
