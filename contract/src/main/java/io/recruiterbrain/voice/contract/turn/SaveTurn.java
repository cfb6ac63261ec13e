package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Appends one finished turn; answered after the commit. Saving the same turn number twice keeps the first.
 *
 * @param fence of the lease under which it was said: an older one than the interview's fails with {@code STALE_LEASE}.
 *     Absent for an interview that nobody ever took a lease of
 */
public record SaveTurn(
        UUID interviewId, Turn turn, @Nullable Long fence) implements BusMessage {
    public static final Address<SaveTurn, TurnSaved> ADDRESS =
            new Address<>("persistence.turn.save", SaveTurn.class, TurnSaved.class, Duration.ofSeconds(2));

    public SaveTurn(UUID interviewId, Turn turn) {
        this(interviewId, turn, null);
    }

    public SaveTurn {
        Checks.present(interviewId, "interviewId");
        Checks.present(turn, "turn");
    }
}
