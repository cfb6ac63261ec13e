package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts something that went wrong, and was survived, on an interview's timeline: it becomes an event of type
 * {@code interview.incident}, which recruiters see and candidates do not.
 *
 * @param kind stable word, for example {@code provider_failed}
 * @param text one sentence for the recruiter; no secret and nothing that the candidate said
 * @param port that it happened at, for example {@code SpeechToText}; absent when at none
 * @param provider that failed, absent when none did
 * @param next who serves instead, the same one for a retry, absent when nobody is left
 */
public record RecordIncident(
        UUID interviewId,
        String kind,
        String text,
        @Nullable String port,
        @Nullable String provider,
        @Nullable String next,
        Instant at)
        implements BusMessage {
    public static final String PROVIDER_FAILED = "provider_failed";

    public static final Address<RecordIncident, IncidentRecorded> ADDRESS = new Address<>(
            "persistence.event.record_incident", RecordIncident.class, IncidentRecorded.class, Duration.ofSeconds(2));

    public RecordIncident {
        Checks.present(interviewId, "interviewId");
        Checks.text(kind, "kind", 50);
        Checks.text(text, "text", 1_000);
        Checks.optionalText(port, "port", 50);
        Checks.optionalText(provider, "provider", 50);
        Checks.optionalText(next, "next", 50);
        Checks.present(at, "at");
    }

    @Override
    public String toString() {
        return "RecordIncident[" + interviewId + ", " + kind + ", " + provider + "]";
    }
}
