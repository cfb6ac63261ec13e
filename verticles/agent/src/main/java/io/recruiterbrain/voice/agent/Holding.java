package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.lease.Lease;
import java.util.UUID;

/**
 * The right under which an interview is held on this node.
 *
 * @param interview as it was read after the lease was taken
 * @param gate whether its agent may be heard now
 */
record Holding(Interview interview, Lease lease, VoiceGate gate, Arrival arrival) {
    UUID interviewId() {
        return interview.interviewId();
    }
}
