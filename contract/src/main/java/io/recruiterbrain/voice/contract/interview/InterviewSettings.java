package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.List;

/**
 * How the interview is to be held.
 *
 * @param questionCount questions to ask, follow-ups not counted
 * @param maxDuration after which the closing sentence is spoken at the latest
 * @param questions the recruiter's own, asked first; the bank fills up to {@code questionCount}
 */
public record InterviewSettings(int questionCount, Duration maxDuration, List<OwnQuestion> questions) {
    public static final int MAX_QUESTIONS = 20;
    public static final Duration MIN_DURATION = Duration.ofMinutes(1);
    public static final Duration MAX_DURATION = Duration.ofHours(2);

    public InterviewSettings {
        Checks.range(questionCount, "question_count", 1, MAX_QUESTIONS);
        Checks.present(maxDuration, "max_duration_seconds");
        Checks.range(
                (int) Math.min(maxDuration.toSeconds(), Integer.MAX_VALUE),
                "max_duration_seconds",
                (int) MIN_DURATION.toSeconds(),
                (int) MAX_DURATION.toSeconds());
        questions = questions == null ? List.of() : List.copyOf(questions);
        Checks.require(questions.size() <= MAX_QUESTIONS, "questions must have at most " + MAX_QUESTIONS + " entries");
    }
}
