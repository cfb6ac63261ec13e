package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.CapturedLogs;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.turn.Turn;
import org.junit.jupiter.api.Test;

/** What a candidate says, against every line that is logged meanwhile. */
class SpokenInterviewLogTest {
    private static final String MARKER = "quarzwolpertinger";

    private final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aWholeInterviewWithBrokenProvidersLeavesNoWordOfTheCandidateInTheLogs() {
        // Given
        try (CapturedLogs logs = new CapturedLogs()) {
            rehearsal.model.followsUp = false;
            rehearsal.connect();

            // When
            answer(1);
            rehearsal.model.broken = true;
            answer(2);
            rehearsal.model.broken = false;
            answer(3);
            rehearsal.untilEnded();

            // Then
            assertThat(rehearsal.end).isEqualTo(EndReason.COMPLETED);
            assertThat(rehearsal.turns).extracting(Turn::text).anyMatch(text -> text.contains(MARKER));
            assertThat(logs.texts()).isNotEmpty().noneMatch(text -> text.contains(MARKER));
        }
    }

    private void answer(int question) {
        rehearsal
                .untilAsked()
                .seconds(1)
                .say("we moved the " + MARKER + " service to Kafka in project " + question)
                .seconds(2);
    }
}
