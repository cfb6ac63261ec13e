package io.recruiterbrain.voice.testkit.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private final History history = new History();

    @Test
    void theTimeIsCountedFromTheFaultToTheFirstWordOfTheNextOwner() {
        lease(0, "a/1", 1);
        words(1_000, "1-agent-3");
        words(2_050, "1-agent-3");
        lease(4_000, "b/1", 2);
        words(4_900, "2-agent-1");
        words(5_000, "2-agent-1");

        assertThat(Recoveries.of(history, nanos(2_000), Map.of(ID, 1L))).containsExactly(Duration.ofMillis(2_900));
    }

    @Test
    void wordsThatAreSeenJustBeforeTheirLeaseCountToo() {
        lease(0, "a/1", 1);
        words(3_950, "2-agent-1");
        lease(4_000, "b/1", 2);

        assertThat(Recoveries.of(history, nanos(2_000), Map.of(ID, 1L))).containsExactly(Duration.ofMillis(1_950));
    }

    @Test
    void aTurnThatTheNextOwnerStoredCountsAndOneOfTheOwnerBeforeThatIsToldLateDoesNot() {
        lease(0, "a/1", 1);
        lease(4_000, "b/1", 2);
        turn(4_100, 4);
        turn(4_300, 5);
        words(9_000, "2-agent-2");

        assertThat(Recoveries.of(history, nanos(2_000), Map.of(ID, 1L))).containsExactly(Duration.ofMillis(2_300));
    }

    @Test
    void anInterviewThatNobodyTookOverHasNoSuchTime() {
        lease(0, "a/1", 1);
        words(3_000, "1-agent-4");

        assertThat(Recoveries.of(history, nanos(2_000), Map.of(ID, 1L))).isEmpty();
    }

    @Test
    void afterALostWayTheTimeIsCountedFromItsReturnToTheFirstSoundAndNotToAWord() {
        words(3_100, "1-agent-3");
        history.add(new AgentSound(nanos(5_400), ID, "PA_2 TR_2"));
        words(5_500, "1-agent-4");

        assertThat(Recoveries.afterReturn(history.byInterview().get(ID), nanos(3_000)))
                .contains(Duration.ofMillis(2_400));
        assertThat(Recoveries.afterReturn(history.byInterview().get(ID), nanos(6_000)))
                .isEmpty();
    }

    private void lease(int millis, String owner, long fence) {
        history.add(new LeaseSeen(nanos(millis), ID, owner, fence, fence == 1 ? 0 : 4));
    }

    private void turn(int millis, int turnNo) {
        history.add(new TurnTold(nanos(millis), ID, new Line(turnNo, true, "question", "How was that?")));
    }

    private void words(int millis, String segment) {
        history.add(new AgentWords(nanos(millis), ID, segment, false));
    }

    private static long nanos(int millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
