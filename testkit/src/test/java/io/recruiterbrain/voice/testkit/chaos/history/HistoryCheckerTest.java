package io.recruiterbrain.voice.testkit.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.LeaseSeen;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Sent;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.recruiterbrain.voice.testkit.chaos.history.Violation.Rule;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A good history, and forged ones that differ from it in one thing. */
class HistoryCheckerTest {
    private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Line GREETING = new Line(1, true, "greeting", "Hello.");
    private static final Line QUESTION = new Line(2, true, "question", "Why?");
    private static final Line FIRST = new Line(3, false, "answer", "Because of marker-1.");
    private static final Line FOLLOW_UP = new Line(4, true, "follow_up", "And then?");
    private static final Line SECOND = new Line(5, false, "answer", "After that marker-2.");
    private static final List<Line> TRANSCRIPT = List.of(GREETING, QUESTION, FIRST, FOLLOW_UP, SECOND);

    private final History history = new History();
    private long now;

    @Test
    void aRunInWhichAllWasKeptHasNoViolation() {
        told(TRANSCRIPT);
        answered("marker-1", "marker-2");
        leases("a:1", "a:1", "-:1", "b:2", "b:2");
        words("1-agent-1", "1-agent-2", "2-agent-1", "2-agent-2");
        sounds("one", "one", "two");

        assertThat(rules(TRANSCRIPT)).isEmpty();
    }

    @Test
    void aTurnThatWasToldAsStoredAndIsMissingIsLost() {
        told(TRANSCRIPT);

        assertThat(rules(List.of(GREETING, QUESTION, FIRST, FOLLOW_UP))).containsExactly(Rule.NOTHING_LOST);
    }

    @Test
    void aTurnThatIsStoredOtherwiseThanToldIsLost() {
        told(List.of(GREETING, new Line(2, true, "question", "How?")));

        assertThat(rules(List.of(GREETING, QUESTION))).containsExactly(Rule.NOTHING_LOST);
    }

    @Test
    void anAcknowledgedAnswerThatIsNotInTheTranscriptIsLost() {
        answered("marker-1", "marker-2", "marker-3");

        assertThat(rules(TRANSCRIPT)).containsExactly(Rule.NOTHING_LOST);
    }

    @Test
    void anAnswerThatWasSentAndNotAcknowledgedMayBeMissing() {
        history.add(new Sent(now++, ID, "marker-9"));

        assertThat(rules(TRANSCRIPT)).isEmpty();
    }

    @Test
    void anAnswerThatIsStoredTwiceIsDoubledAcknowledgedOrNot() {
        history.add(new Sent(now++, ID, "marker-1"));

        assertThat(rules(List.of(GREETING, QUESTION, FIRST, new Line(4, false, "answer", FIRST.text()))))
                .containsExactly(Rule.NOTHING_DOUBLED);
    }

    @Test
    void aTurnNumberThatComesTwiceIsDoubledAndOneThatIsLeftOutIsLost() {
        assertThat(rules(List.of(GREETING, QUESTION, QUESTION))).containsExactly(Rule.NOTHING_DOUBLED);
        assertThat(rules(List.of(GREETING, FIRST))).containsExactly(Rule.NOTHING_LOST);
    }

    @Test
    void answersThatAreStoredInAnotherOrderThanSaidAreOutOfOrder() {
        answered("marker-2", "marker-1");

        assertThat(rules(TRANSCRIPT)).containsExactly(Rule.IN_ORDER);
    }

    @Test
    void aFencingNumberThatFallsIsFound() {
        leases("a:1", "b:2", "a:1");

        assertThat(rules(TRANSCRIPT)).contains(Rule.FENCES_GROW);
    }

    @Test
    void aFencingNumberWithTwoOwnersIsFound() {
        leases("a:1", "-:1", "b:1");

        assertThat(rules(TRANSCRIPT)).containsExactly(Rule.FENCES_GROW);
    }

    @Test
    void anAgentThatWritesAfterAnotherOneDidIsASecondVoice() {
        words("1-agent-4", "2-agent-1", "1-agent-4");

        assertThat(rules(TRANSCRIPT)).containsExactly(Rule.ONE_VOICE);
    }

    @Test
    void anAgentThatIsHeardAfterAnotherOneWasIsASecondVoice() {
        sounds("one", "two", "one");

        assertThat(rules(TRANSCRIPT)).containsExactly(Rule.ONE_VOICE);
    }

    @Test
    void anInterviewThatDoesNotEndOrFailsOrIsUnknownIsFound() {
        for (String state : List.of("in_progress", "recovering", "abandoned", "failed")) {
            assertThat(rules(new Outcome(ID, state, TRANSCRIPT))).containsExactly(Rule.ALL_END);
        }
        answered("marker-1");
        assertThat(HistoryChecker.check(history, List.of()))
                .extracting(Violation::rule)
                .containsExactly(Rule.ALL_END);
    }

    @Test
    void aViolationTellsNothingThatACandidateSaid() {
        told(List.of(new Line(3, false, "answer", "my secret")));

        assertThat(HistoryChecker.check(history, List.of(new Outcome(ID, "failed", TRANSCRIPT))))
                .hasSize(2)
                .noneMatch(violation -> violation.toString().contains("secret"));
    }

    private List<Rule> rules(List<Line> transcript) {
        return rules(new Outcome(ID, "evaluated", transcript));
    }

    private List<Rule> rules(Outcome outcome) {
        return HistoryChecker.check(history, List.of(outcome)).stream()
                .map(Violation::rule)
                .toList();
    }

    private void told(List<Line> lines) {
        lines.forEach(line -> history.add(new TurnTold(now++, ID, line)));
    }

    private void answered(String... markers) {
        for (String marker : markers) {
            history.add(new Sent(now++, ID, marker));
            history.add(new Acknowledged(now++, ID, marker));
        }
    }

    /** Each {@code owner:fence}, {@code -} for nobody. */
    private void leases(String... leases) {
        Stream.of(leases).map(lease -> lease.split(":")).forEach(lease -> {
            String owner = lease[0].equals("-") ? null : lease[0];
            history.add(new LeaseSeen(now++, ID, owner, Long.parseLong(lease[1]), 0));
        });
    }

    private void words(String... segments) {
        Stream.of(segments).forEach(segment -> history.add(new AgentWords(now++, ID, segment, false)));
    }

    private void sounds(String... connections) {
        Stream.of(connections).forEach(connection -> history.add(new AgentSound(now++, ID, connection)));
    }
}
