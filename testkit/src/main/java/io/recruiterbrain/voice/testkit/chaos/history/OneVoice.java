package io.recruiterbrain.voice.testkit.chaos.history;

import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Violation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds two agents in one room: one that is heard or read again after another one was. An agent's words carry its fencing
 * number in their segment, its sound comes on connections of its own.
 */
final class OneVoice {
    /** As in {@code 3-agent-17}. */
    private static final Pattern SEGMENT = Pattern.compile("(\\d+)-.*");

    private OneVoice() {}

    static List<Violation> check(UUID interviewId, List<Observation> seen) {
        return Stream.of(words(interviewId, seen), sounds(interviewId, seen))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty for words that do not tell. */
    static OptionalLong fence(AgentWords words) {
        Matcher segment = SEGMENT.matcher(words.segment());
        return segment.matches() ? OptionalLong.of(Long.parseLong(segment.group(1))) : OptionalLong.empty();
    }

    private static Optional<Violation> words(UUID interviewId, List<Observation> seen) {
        long newest = 0;
        for (Observation each : seen) {
            if (each instanceof AgentWords words) {
                long fence = fence(words).orElse(newest);
                if (fence < newest) {
                    return broken(
                            interviewId, "the agent with fencing number " + fence + " spoke after that with " + newest);
                }
                newest = fence;
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> sounds(UUID interviewId, List<Observation> seen) {
        Set<String> silenced = new HashSet<>();
        String current = "";
        for (Observation each : seen) {
            if (each instanceof AgentSound sound && !sound.connection().equals(current)) {
                if (silenced.contains(sound.connection())) {
                    return broken(interviewId, "an audio connection was heard again after another agent's");
                }
                silenced.add(current);
                current = sound.connection();
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> broken(UUID interviewId, String sentence) {
        return Optional.of(new Violation(Rule.ONE_VOICE, interviewId, sentence));
    }
}
