package io.recruiterbrain.voice.contract.turn;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Reads all turns of an interview in order; fails with {@code NOT_FOUND} or {@code ERASED}. */
public record FindTranscript(UUID interviewId) implements BusMessage {
    public static final Address<FindTranscript, Transcript> ADDRESS =
            new Address<>("persistence.turn.find", FindTranscript.class, Transcript.class, Duration.ofSeconds(2));

    public FindTranscript {
        Checks.present(interviewId, "interviewId");
    }
}
