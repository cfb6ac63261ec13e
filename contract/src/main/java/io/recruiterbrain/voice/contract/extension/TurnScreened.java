package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A turn as it may be stored.
 *
 * @param text with what must not be stored masked, never blank
 * @param flags at most ten words such as {@code email}: what was found, told to the recruiter; absent for none
 */
public record TurnScreened(UUID interviewId, int turnNo, String text, List<String> flags) implements BusMessage {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,29}");

    public TurnScreened {
        Checks.present(interviewId, "interviewId");
        Checks.range(turnNo, "turnNo", 1, 100_000);
        Checks.text(text, "text", Turn.MAX_TEXT);
        flags = flags == null ? List.of() : List.copyOf(flags);
        Checks.require(flags.size() <= 10, "flags must have at most 10 entries");
        Checks.require(
                flags.stream().allMatch(flag -> WORD.matcher(flag).matches()),
                "flags must be lower-case words of at most 30 characters");
    }

    @Override
    public String toString() {
        return "TurnScreened[" + interviewId + ", " + turnNo + ", length=" + text.length() + "]";
    }
}
