package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaEngine;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsTextToSpeech;
import io.recruiterbrain.voice.launcher.candidate.SpokenCandidate;
import io.recruiterbrain.voice.testkit.chaos.ChaosCluster;
import io.recruiterbrain.voice.testkit.chaos.ChaosReport;
import io.recruiterbrain.voice.testkit.chaos.ChaosRun;
import io.recruiterbrain.voice.testkit.chaos.Guest;
import io.recruiterbrain.voice.testkit.chaos.ModelLine;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultKind;
import io.recruiterbrain.voice.testkit.chaos.fault.FaultSchedule.Planned;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@code ./rbv chaos}: each of the commonest faults once, with few candidates. */
class ClusterFaultsIT {
    private static final Path DISTRIBUTION = Path.of("target", "recruiterbrain-voice-0.1.0");
    private static final Duration CALM = Duration.ofSeconds(5);
    /** Ten times what is reached on an idle machine. */
    private static final Duration SPEAKS_AGAIN = Duration.ofSeconds(50);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostOrDoubledAndNeverTwoAgentsSpeakWhateverBreaks() throws Exception {
        // Given
        List<Planned> faults = List.of(
                new Planned(FaultKind.KILL, CALM, Duration.ofSeconds(3), 0),
                new Planned(FaultKind.FREEZE, CALM, Duration.ofSeconds(15), 0),
                new Planned(FaultKind.POSTGRES_AWAY, CALM, Duration.ofSeconds(15), 0),
                new Planned(FaultKind.PARTITION, CALM, Duration.ofSeconds(15), 0),
                new Planned(FaultKind.ROLLING_RESTART, CALM, Duration.ZERO, 0));
        try (MediaEngine media = new MediaEngine(MediaConfig.defaults().onLoopback(), new SimpleMeterRegistry());
                TextToSpeech voice = new FreeTtsTextToSpeech(FreeTtsConfig.defaults(), new SimpleMeterRegistry());
                ChaosCluster cluster = ChaosCluster.start(
                        DISTRIBUTION, Optional.empty(), folder, 3, Map.of("RBV_AGENT_ROOMS", "10"), ModelLine::start)) {
            Guest speaker =
                    (base, link, id, history) -> new SpokenCandidate(base, link, id, history, media, voice).hold();

            // When
            ChaosRun.Result result = new ChaosRun(cluster, System.out::println)
                    .run(new ChaosRun.Load(3, 1, 6, List.of(speaker), Duration.ZERO), faults);

            // Then
            System.out.println(ChaosReport.of("The short run", result));
            assertThat(result.violations()).isEmpty();
            assertThat(result.complaints()).isEmpty();
            assertThat(result.history().count(AgentSound.class)).isPositive();
            assertThat(result.history().count(Acknowledged.class)).isGreaterThan(3);
            assertThat(ChaosReport.recoveries(result, FaultKind.KILL))
                    .isNotEmpty()
                    .allMatch(time -> time.compareTo(SPEAKS_AGAIN) < 0);
        }
    }
}
