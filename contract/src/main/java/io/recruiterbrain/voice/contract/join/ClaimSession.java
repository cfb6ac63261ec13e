package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/**
 * Says which browser the interview is open in, before that one joins. The store remembers it, since an agent that takes
 * an interview over knows no browser.
 *
 * @param again whether the browser had the session before and comes back with it by itself. That fails with
 *     {@code SESSION_TAKEN_OVER} when another one came since: only a person may take the interview back
 */
public record ClaimSession(UUID interviewId, UUID sessionId, boolean again) implements BusMessage {
    public static final Address<ClaimSession, SessionClaimed> ADDRESS =
            new Address<>("persistence.session.claim", ClaimSession.class, SessionClaimed.class, Duration.ofSeconds(2));

    public ClaimSession {
        Checks.present(interviewId, "interviewId");
        Checks.present(sessionId, "sessionId");
    }
}
