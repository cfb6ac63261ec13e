package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/**
 * Brings an agent into the room of an interview; a second join takes the room over from the browser before. The same
 * session may join again, for example when another agent holds the interview since, and takes nothing over then.
 *
 * @param sessionId the joining browser
 */
public record JoinInterview(UUID interviewId, UUID sessionId) implements BusMessage {
    public static final Address<JoinInterview, JoinResult> ADDRESS =
            new Address<>("agent.supervisor.join", JoinInterview.class, JoinResult.class, Duration.ofSeconds(8));

    /** The same at one supervisor, for who chooses it by its {@link AgentPresence} or because it holds the interview. */
    public static Address<JoinInterview, JoinResult> at(String owner) {
        return new Address<>(
                "agent.supervisor.join." + owner, JoinInterview.class, JoinResult.class, Duration.ofSeconds(8));
    }

    public JoinInterview {
        Checks.present(interviewId, "interviewId");
        Checks.present(sessionId, "sessionId");
    }
}
