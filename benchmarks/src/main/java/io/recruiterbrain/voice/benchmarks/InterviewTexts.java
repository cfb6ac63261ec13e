package io.recruiterbrain.voice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Answers as candidates give them: 10 to 120 words, never the same twice, the same in every run. */
final class InterviewTexts {
    private static final List<String> SENTENCES = List.of(
            "In my last team we moved the billing service to events, because two teams changed the same tables.",
            "First I looked at the slowest statements and their plans, and then I added the index that was missing.",
            "We argued about it for a week, so I wrote both ways down with what each would cost us.",
            "Honestly I would do it differently today.",
            "The tests took forty minutes, and nobody ran them before a merge until we cut that to five.",
            "I restarted the service, told support what had happened, and looked for the cause afterwards.");

    private final Random random = new Random(42);
    private int given;

    String next() {
        StringBuilder answer = new StringBuilder("Answer ").append(++given).append('.');
        for (int i = random.nextInt(6); i >= 0; i--) {
            answer.append(' ').append(SENTENCES.get(random.nextInt(SENTENCES.size())));
        }
        return answer.toString();
    }

    List<String> next(int count) {
        List<String> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            answers.add(next());
        }
        return answers;
    }
}
