package io.recruiterbrain.voice.testkit.chaos.history;

import java.util.List;
import java.util.UUID;

/**
 * What is stored of an interview after the run.
 *
 * @param state in the API's words
 * @param transcript in the stored order
 */
public record Outcome(UUID interviewId, String state, List<Observation.Line> transcript) {
    public Outcome {
        transcript = List.copyOf(transcript);
    }

    @Override
    public String toString() {
        return "Outcome[" + interviewId + ", " + state + ", turns=" + transcript.size() + "]";
    }
}
