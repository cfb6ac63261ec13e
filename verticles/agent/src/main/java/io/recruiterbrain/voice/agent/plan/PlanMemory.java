package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an interview stood, read from its stored turns.
 *
 * @param greeted whether the notice was given
 * @param index of the open question, -1 before the first
 * @param prompt what was asked last
 * @param answered whether nothing more is to come on the open question
 * @param asked all that was asked, word for word
 * @param used time that counts; what nobody was there for does not
 */
record PlanMemory(
        boolean greeted, int index, int followUps, String prompt, boolean answered, List<String> asked, Duration used) {
    /** Longer gaps between two turns are time away. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(90);
    /** The agent answers faster; what is beyond it was an outage of ours. A nudge comes after the candidate's silence. */
    private static final Duration LONGEST_AGENT_GAP = Duration.ofSeconds(5);

    PlanMemory {
        asked = List.copyOf(asked);
    }

    static PlanMemory of(List<Turn> turns, List<PlannedQuestion> questions) {
        boolean greeted = false;
        int index = -1;
        int followUps = 0;
        String prompt = "";
        boolean answered = false;
        List<String> asked = new ArrayList<>();
        Duration used = Duration.ZERO;
        @Nullable Instant before = null;
        for (Turn turn : turns) {
            used = used.plus(Duration.between(turn.startedAt(), turn.endedAt()));
            if (before != null && turn.startedAt().isAfter(before)) {
                Duration gap = Duration.between(before, turn.startedAt());
                boolean ours = turn.speaker() == Speaker.AGENT && turn.kind() != TurnKind.NUDGE;
                Duration longest = ours ? LONGEST_AGENT_GAP : LONGEST_GAP;
                used = used.plus(gap.compareTo(longest) > 0 ? longest : gap);
            }
            before = turn.endedAt();
            boolean agent = turn.speaker() == Speaker.AGENT;
            greeted |= agent && turn.kind() == TurnKind.GREETING && !turn.interrupted();
            if (agent && turn.kind() == TurnKind.QUESTION) {
                index = indexOf(turn.questionNo(), questions);
                followUps = 0;
                answered = false;
                prompt = index < 0 ? turn.text() : questions.get(index).text();
                asked.add(prompt);
            } else if (agent && turn.kind() == TurnKind.FOLLOW_UP) {
                followUps++;
                answered = false;
                prompt = followUpIn(turn.text(), index, questions);
                asked.add(prompt);
            } else if (turn.kind() == TurnKind.ANSWER || turn.kind() == TurnKind.SKIP) {
                answered = index >= 0;
            } else if (agent && turn.kind() == TurnKind.REPEAT) {
                answered = false;
            }
        }
        return new PlanMemory(greeted || index >= 0, index, followUps, prompt, answered, asked, used);
    }

    private static int indexOf(@Nullable Integer questionNo, List<PlannedQuestion> questions) {
        for (int i = 0; i < questions.size(); i++) {
            if (questionNo != null && questions.get(i).questionNo() == questionNo) {
                return i;
            }
        }
        return -1;
    }

    /** The follow-up itself, without the words around it where the plan knows it. */
    private static String followUpIn(String said, int index, List<PlannedQuestion> questions) {
        String plain = Questions.plain(said);
        return index < 0
                ? said
                : questions.get(index).followUps().stream()
                        .filter(followUp -> plain.contains(Questions.plain(followUp)))
                        .findFirst()
                        .orElse(said);
    }
}
