package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Appends one finished turn; answered after the commit. Saving the same turn number twice keeps the first. */
public record SaveTurn(UUID interviewId, Turn turn) implements BusMessage {
    public static final Address<SaveTurn, TurnSaved> ADDRESS =
            new Address<>("persistence.turn.save", SaveTurn.class, TurnSaved.class, Duration.ofSeconds(2));

    public SaveTurn {
        Checks.present(interviewId, "interviewId");
        Checks.present(turn, "turn");
    }
}
