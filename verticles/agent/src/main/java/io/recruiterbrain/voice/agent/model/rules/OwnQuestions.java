package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.util.List;

/** Completes the recruiter's own questions with what they leave open: competence, follow-ups, rubric. */
final class OwnQuestions {
    static final String COMPETENCE = "general";

    static final List<String> RUBRIC = List.of(
            "Gives no answer to the question, or nothing that relates to it.",
            "Speaks about it in general terms, without an example or an own part.",
            "Answers with a fitting example or clear steps and names the own part.",
            "Explains steps and reasons and names a result that can be checked.",
            "Also weighs alternatives or limits and backs the answer with evidence such as figures.");

    static final List<String> FOLLOW_UPS = List.of(
            "Can you give me a concrete example of that?",
            "What exactly was your own part in it?",
            "How did you know that it worked?");

    private static final Duration TIME = Duration.ofMinutes(2);
    private static final int FEWEST_SIGNALS = 4;
    private static final int MOST_SIGNALS = 12;

    private static final List<String> BEHAVIOURAL = List.of(
            "tell me about a time",
            "describe a situation",
            "conflict",
            "disagree",
            "motivat",
            "colleague",
            "team",
            "feedback",
            "mistake",
            "proud",
            "why do you want");

    private OwnQuestions() {}

    static PlannedQuestion planned(int questionNo, int ownNo, OwnQuestion own) {
        String competence = own.competence();
        return new PlannedQuestion(
                questionNo,
                "own-" + ownNo,
                own.text().strip(),
                competence == null || competence.isBlank() ? COMPETENCE : competence.strip(),
                kind(own.text()),
                TIME,
                own.followUps().isEmpty() ? FOLLOW_UPS : own.followUps(),
                own.rubric().isEmpty() ? RUBRIC : own.rubric(),
                signals(own));
    }

    private static Kind kind(String text) {
        String spoken = String.join(" ", Words.of(text));
        return BEHAVIOURAL.stream().anyMatch(spoken::contains) ? Kind.BEHAVIOURAL : Kind.TECHNICAL;
    }

    /** What the upper three levels of the recruiter's rubric speak of and the question does not; none when that is too little. */
    private static List<String> signals(OwnQuestion own) {
        if (own.rubric().isEmpty()) {
            return List.of();
        }
        List<String> signals = RubricWords.of(own.rubric().subList(2, 5), own.text()).stream()
                .limit(MOST_SIGNALS)
                .toList();
        return signals.size() < FEWEST_SIGNALS ? List.of() : signals;
    }
}
