package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.time.Duration;
import java.util.UUID;

/**
 * Asks an extension what of a turn may be stored, before it is: transcript, search, evaluation and events have the answer.
 * A turn whose saving is repeated is asked for again.
 *
 * @param text what was said; candidate data
 */
public record ScreenTurn(UUID interviewId, int turnNo, Speaker speaker, String text) implements BusMessage {
    public static final Address<ScreenTurn, TurnScreened> ADDRESS =
            new Address<>("extension.screen_turn", ScreenTurn.class, TurnScreened.class, Duration.ofMillis(500));

    public ScreenTurn {
        Checks.present(interviewId, "interviewId");
        Checks.range(turnNo, "turnNo", 1, 100_000);
        Checks.present(speaker, "speaker");
        Checks.text(text, "text", Turn.MAX_TEXT);
    }

    @Override
    public String toString() {
        return "ScreenTurn[" + interviewId + ", " + turnNo + ", length=" + text.length() + "]";
    }
}
