package io.recruiterbrain.voice.agent.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Inputs in any order that a room can bring them in. */
class RandomTurnsTest {
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void whateverHappensDeadlinesLieAheadAndTurnsOpenAndCloseInTurn(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        Room room = new Room(seed);

        // When, Then (the room checks each step)
        for (int step = 0; step < 200; step++) {
            room.pass(random.nextInt(3000));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> room.voice(random.nextInt(250));
                case 3, 4 -> room.words(random.nextBoolean() ? "we built it in may" : "");
                case 5 -> room.interim();
                case 6 -> room.take(new TurnInput.AgentStarted(room.now, random.nextInt(4) > 0));
                case 7 -> room.take(new TurnInput.AgentFinished(room.now, random.nextBoolean(), false, Kind.TECHNICAL));
                case 8 -> room.take(new TurnInput.TurnTaken(room.now));
                case 9 -> room.take(new TurnInput.Typed(room.now, "typed words", null));
                case 10 -> {
                    room.take(new TurnInput.Disconnected(room.now));
                    room.pass(1000);
                    room.take(new TurnInput.Connected(room.now));
                }
                default -> room.take(new TurnInput.FloorTaken(room.now));
            }
        }
    }

    private static final class Room {
        private final TurnTaking turns = new TurnTaking(TurnConfig.defaults());
        private final String story;
        private Instant now = Instant.parse("2026-11-23T10:00:00Z");
        private int owed;

        Room(long seed) {
            story = "seed " + seed;
        }

        void pass(long millis) {
            Instant until = now.plusMillis(millis);
            Instant deadline = turns.deadline();
            while (deadline != null && !deadline.isAfter(until)) {
                now = deadline;
                take(new TurnInput.Tick(now));
                deadline = turns.deadline();
            }
            now = until;
        }

        void voice(long noticedAfter) {
            if (turns.candidateSpeaks()) {
                owed++;
                take(new TurnInput.VoiceEnded(now, now.minusMillis(noticedAfter)));
            } else {
                take(new TurnInput.VoiceStarted(now));
            }
        }

        void words(String text) {
            if (owed > 0) {
                owed--;
                take(new TurnInput.Final(now, text, 0.5));
            }
        }

        void interim() {
            if (turns.candidateSpeaks()) {
                take(new TurnInput.VoicePaused(now, owed % 2 == 0));
                take(new TurnInput.Interim(now, "we built and"));
            }
        }

        void take(TurnInput input) {
            boolean open = !turns.isHandedOver()
                    || input instanceof TurnInput.AgentStarted
                    || input instanceof TurnInput.AgentFinished;
            for (TurnAction action : turns.on(input)) {
                switch (action) {
                    case TurnAction.CloseTurn close -> {
                        assertThat(open).as(story).isTrue();
                        open = false;
                        check(close.turn());
                    }
                    case TurnAction.ReopenTurn reopen -> {
                        assertThat(open).as(story).isFalse();
                        open = true;
                    }
                    case TurnAction.WordsKept kept -> check(kept.turn());
                    case TurnAction.LateWords late -> check(late.turn());
                    case TurnAction.EndLikely likely ->
                        assertThat(likely.text()).as(story).isNotBlank();
                    case TurnAction.StopSpeaking stop -> {}
                    case TurnAction.ResumeSpeech resume -> {}
                    case TurnAction.Silence silence ->
                        assertThat(turns.candidateSpeaks()).as(story).isFalse();
                    case TurnAction.NotUnderstood nothing ->
                        assertThat(turns.words()).as(story).isEmpty();
                }
            }
            Instant deadline = turns.deadline();
            if (deadline != null) {
                assertThat(deadline).as(story).isAfter(input.at());
            }
        }

        private void check(TurnAction.CandidateTurn turn) {
            assertThat(turn.text()).as(story).isNotBlank();
            assertThat(turn.text().contains("typed words")).as(story).isEqualTo(turn.typed());
            assertThat(turn.text().contains("we built")).as(story).isNotEqualTo(turn.typed());
            assertThat(turn.startedAt()).as(story).isBeforeOrEqualTo(turn.endedAt());
        }
    }
}
