package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.List;
import java.util.UUID;

public record Transcript(UUID interviewId, List<Turn> turns) implements BusMessage {
    public Transcript {
        Checks.present(interviewId, "interviewId");
        turns = List.copyOf(turns);
    }
}
