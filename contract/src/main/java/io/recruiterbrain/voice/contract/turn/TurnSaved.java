package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

public record TurnSaved(UUID interviewId, int turnNo) implements BusMessage {
    public TurnSaved {
        Checks.present(interviewId, "interviewId");
    }
}
