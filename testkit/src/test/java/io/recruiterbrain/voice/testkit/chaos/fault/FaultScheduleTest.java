package io.recruiterbrain.voice.testkit.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void aSeedBringsTheSameFaultsAgainAndAnotherOneOthers() {
        List<Planned> faults = FaultSchedule.of(7, Duration.ofMinutes(30), ALL);

        assertThat(FaultSchedule.of(7, Duration.ofMinutes(30), ALL)).isEqualTo(faults);
        assertThat(FaultSchedule.of(8, Duration.ofMinutes(30), ALL)).isNotEqualTo(faults);
    }

    @Test
    void aLongerRunBeginsAsAShorterOneDoes() {
        List<Planned> faults = FaultSchedule.of(7, Duration.ofMinutes(10), ALL);

        assertThat(FaultSchedule.of(7, Duration.ofMinutes(30), ALL)).startsWith(faults.toArray(Planned[]::new));
    }

    @Test
    void everyKindComesInALongRunAndKillsComeMost() {
        List<FaultKind> kinds = FaultSchedule.of(7, Duration.ofMinutes(60), ALL).stream()
                .map(Planned::kind)
                .toList();

        assertThat(kinds).containsAll(ALL);
        for (FaultKind kind : ALL) {
            assertThat(kinds.stream().filter(FaultKind.KILL::equals).count())
                    .isGreaterThanOrEqualTo(kinds.stream().filter(kind::equals).count());
        }
    }

    @Test
    void anOrdinaryRunHasNoFaultThatNeedsAProductionLineOrAnOlderBuild() {
        assertThat(FaultKind.possible(false, false))
                .doesNotContain(FaultKind.LIVEKIT_RESTART, FaultKind.DEEPGRAM_AWAY, FaultKind.VOICE_AWAY)
                .doesNotContain(FaultKind.ROLLING_UPDATE)
                .contains(FaultKind.KILL, FaultKind.MODEL_AWAY, FaultKind.ROLLING_RESTART);
        assertThat(FaultKind.possible(true, true)).containsAll(ALL);
    }

    @Test
    void anUpdateComesOnceInTheMiddleOfOtherFaultsOrOfTheWholeRun() {
        // Given
        Duration length = Duration.ofMinutes(10);
        List<Planned> others = FaultSchedule.of(7, length, List.of(FaultKind.KILL));

        // When
        List<Planned> amongOthers = FaultSchedule.withUpdate(others, length);
        List<Planned> alone = FaultSchedule.withUpdate(List.of(), length);

        // Then
        assertThat(amongOthers).hasSize(others.size() + 1);
        assertThat(amongOthers.get(others.size() / 2).kind()).isEqualTo(FaultKind.ROLLING_UPDATE);
        assertThat(alone)
                .containsExactly(new Planned(FaultKind.ROLLING_UPDATE, Duration.ofMinutes(5), Duration.ZERO, 0));
    }
}
