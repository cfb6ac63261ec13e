package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private final Attendance attendance = new Attendance("agent", "ada");

    @Test
    void theCandidateCountsFromWhenTheyCanReceive() {
        // Given
        attendance.reset(List.of(person("ada", "PA_1", State.JOINED).build()));
        boolean early = attendance.candidate() != null;

        // When
        attendance.update(
                List.of(person("ada", "PA_1", State.ACTIVE).setVersion(2).build()));

        // Then
        assertThat(early).isFalse();
        assertThat(attendance.candidate()).isNotNull();
    }

    @Test
    void anOlderWordOfTheSameParticipantChangesNothing() {
        // Given
        attendance.update(
                List.of(person("ada", "PA_1", State.ACTIVE).setVersion(5).build()));

        // When
        attendance.update(
                List.of(person("ada", "PA_1", State.JOINED).setVersion(4).build()));

        // Then
        assertThat(attendance.candidate()).isNotNull();
    }

    @Test
    void theEndOfAnEarlierParticipationDoesNotEndTheLaterOne() {
        // Given
        attendance.update(
                List.of(person("ada", "PA_1", State.ACTIVE).setVersion(9).build()));
        attendance.update(
                List.of(person("ada", "PA_2", State.ACTIVE).setVersion(1).build()));

        // When
        attendance.update(
                List.of(person("ada", "PA_1", State.DISCONNECTED).setVersion(10).build()));

        // Then
        assertThat(attendance.candidate()).extracting(ParticipantInfo::getSid).isEqualTo("PA_2");
    }

    @Test
    void peopleWithAnotherIdentityAreStrangersButAgentsAndRecordersAreNot() {
        // When
        attendance.update(List.of(
                person("agent", "PA_0", State.ACTIVE).setKind(Kind.AGENT).build(),
                person("ada", "PA_1", State.ACTIVE).build(),
                person("eve", "PA_2", State.ACTIVE).build(),
                person("recorder", "PA_3", State.ACTIVE).setKind(Kind.EGRESS).build()));

        // Then
        assertThat(attendance.strangers())
                .extracting(ParticipantInfo::getIdentity)
                .containsExactly("eve");
    }

    @Test
    void theMicrophoneIsPreferredToOtherSoundAndTheLatestOneToOlder() {
        // When
        attendance.update(List.of(person("ada", "PA_1", State.ACTIVE)
                .addTracks(track("TR_screen", TrackSource.SCREEN_SHARE_AUDIO))
                .addTracks(track("TR_old", TrackSource.MICROPHONE))
                .addTracks(track("TR_new", TrackSource.MICROPHONE))
                .build()));

        // Then
        assertThat(attendance.microphone()).extracting(TrackInfo::getSid).isEqualTo("TR_new");
    }

    @Test
    void withoutAnExpectedIdentityTheFirstPersonIsTheCandidateUntilTheyLeave() {
        // Given
        Attendance open = new Attendance("agent", null);
        open.update(List.of(
                person("late", "PA_2", State.ACTIVE).setJoinedAt(20).build(),
                person("first", "PA_1", State.ACTIVE).setJoinedAt(10).build()));
        boolean first = open.isCandidate("first");

        // When
        open.update(List.of(person("first", "PA_1", State.DISCONNECTED).build()));

        // Then
        assertThat(first).isTrue();
        assertThat(open.isCandidate("late")).isTrue();
    }

    private static ParticipantInfo.Builder person(String identity, String sid, State state) {
        return ParticipantInfo.newBuilder().setIdentity(identity).setSid(sid).setState(state);
    }

    private static TrackInfo.Builder track(String sid, TrackSource source) {
        return TrackInfo.newBuilder().setSid(sid).setType(TrackType.AUDIO).setSource(source);
    }
}
