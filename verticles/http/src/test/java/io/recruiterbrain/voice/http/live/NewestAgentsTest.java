package io.recruiterbrain.voice.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may still be shown after another agent took an interview over. */
class NewestAgentsTest {
    private static final UUID ID = UUID.randomUUID();

    private final NewestAgents agents = new NewestAgents();

    @Test
    void anAgentIsNotShownAfterTheWordsOfOneThatTookItsPlace() {
        // Given
        boolean before = agents.mayShow(words(ID, 3L));
        boolean taken = agents.mayShow(words(ID, 4L));

        // When
        boolean late = agents.mayShow(words(ID, 3L));

        // Then
        assertThat(List.of(before, taken)).containsOnly(true);
        assertThat(late).isFalse();
    }

    @Test
    void anAgentIsNotShownAfterItIsToldThatItWasReplaced() {
        // Given
        agents.mayShow(words(ID, 3L));
        agents.mayShow(new LiveUpdate.AgentMoved(ID, 4, null));

        // When
        boolean late = agents.mayShow(words(ID, 3L));

        // Then
        assertThat(late).isFalse();
    }

    @Test
    void theNewAgentIsShownFromItsFirstWordOnAndAsOftenAsItSpeaks() {
        // Given
        agents.mayShow(words(ID, 3L));
        agents.mayShow(new LiveUpdate.AgentMoved(ID, 4, null));

        // When
        boolean first = agents.mayShow(words(ID, 4L));
        boolean second = agents.mayShow(words(ID, 4L));
        boolean toldAgain = agents.mayShow(new LiveUpdate.AgentMoved(ID, 4, null));

        // Then
        assertThat(List.of(first, second, toldAgain)).containsOnly(true);
    }

    @Test
    void nothingElseOfAReplacedAgentIsShownEither() {
        // Given
        agents.mayShow(words(ID, 4L));

        // When
        List<Boolean> late = List.of(
                agents.mayShow(new LiveUpdate.AgentStateChanged(ID, AgentState.SPEAKING, 3L)),
                agents.mayShow(new LiveUpdate.Progress(ID, 2, 6, 41, 3L)),
                agents.mayShow(new LiveUpdate.CandidateAway(ID, Instant.EPOCH, 3L)),
                agents.mayShow(new LiveUpdate.CandidateBack(ID, 3L)),
                agents.mayShow(new LiveUpdate.ConversationEnded(ID, "completed", 3L)),
                agents.mayShow(new LiveUpdate.AgentMoved(ID, 3, null)));

        // Then
        assertThat(late).containsOnly(false);
    }

    @Test
    void whatHasNoFenceIsShownAndMakesNobodyOlder() {
        // Given
        agents.mayShow(words(ID, 4L));

        // When
        boolean earlierVersion = agents.mayShow(words(ID, null));
        boolean browser = agents.mayShow(new LiveUpdate.SessionTakenOver(ID, UUID.randomUUID()));

        // Then
        assertThat(List.of(earlierVersion, browser)).containsOnly(true);
        assertThat(agents.mayShow(words(ID, 4L))).isTrue();
        assertThat(agents.mayShow(words(ID, 3L))).isFalse();
    }

    @Test
    void whatIsOlderLowersNothing() {
        // Given
        agents.mayShow(words(ID, 5L));
        agents.mayShow(words(ID, 3L));

        // When
        boolean late = agents.mayShow(words(ID, 4L));

        // Then
        assertThat(late).isFalse();
    }

    @Test
    void eachInterviewHasAgentsOfItsOwn() {
        // Given
        agents.mayShow(words(ID, 4L));

        // When
        boolean ofAnother = agents.mayShow(words(UUID.randomUUID(), 1L));

        // Then
        assertThat(ofAnother).isTrue();
    }

    @Test
    void noMoreThanTenThousandInterviewsAreRememberedAndThoseThatGoOnAreAmongThem() {
        // Given
        UUID over = UUID.randomUUID();
        agents.mayShow(words(over, 4L));
        agents.mayShow(words(ID, 4L));

        // When
        for (int i = 0; i < 12_000; i++) {
            agents.mayShow(words(UUID.randomUUID(), 1L));
            agents.mayShow(words(ID, 4L));
        }

        // Then
        assertThat(agents.mayShow(words(ID, 3L))).isFalse();
        assertThat(agents.mayShow(words(over, 3L))).isTrue();
    }

    private static LiveUpdate words(UUID interviewId, Long fence) {
        return new LiveUpdate.Caption(interviewId, "agent-1", Speaker.AGENT, "What did you build?", true, fence);
    }
}
