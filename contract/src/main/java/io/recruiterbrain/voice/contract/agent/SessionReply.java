package io.recruiterbrain.voice.contract.agent;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.util.UUID;

/** Answer to a {@link SessionCommand}. */
public sealed interface SessionReply extends BusMessage {
    /** Done. */
    record Accepted(UUID interviewId) implements SessionReply {}

    /**
     * The answer to an offer.
     *
     * @param resourceId names the connection in later commands
     */
    record MediaAnswer(UUID interviewId, String resourceId, String sdp) implements SessionReply {
        public MediaAnswer {
            Checks.present(interviewId, "interviewId");
            Checks.text(resourceId, "resourceId", 100);
            Checks.text(sdp, "sdp", 200_000);
        }

        @Override
        public String toString() {
            return "MediaAnswer[" + interviewId + ", " + resourceId + "]";
        }
    }
}
