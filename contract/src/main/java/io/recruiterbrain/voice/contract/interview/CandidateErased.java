package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;

/** @param interviews how many were erased, at least one */
public record CandidateErased(int interviews, Instant erasedAt) implements BusMessage {
    public CandidateErased {
        Checks.range(interviews, "interviews", 1, Integer.MAX_VALUE);
        Checks.present(erasedAt, "erasedAt");
    }
}
