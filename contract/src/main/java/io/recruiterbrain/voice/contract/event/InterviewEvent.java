package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an interview, durable and in order, in the shape of a CloudEvent: its JSON is one. Published
 * on {@link #TOPIC} after its commit, at least once; {@link EventFeed} also brings what was missed.
 *
 * @param sequence grows over all interviews in the order of commits; the cursor
 * @param id unique, the same for each delivery
 * @param type {@code interview.created}, {@code interview.state_changed}, {@code interview.consented}, {@code interview.planned},
 *     {@code turn.saved}, {@code interview.evaluated}, {@code interview.decided}, {@code interview.incident}, {@code interview.erased}
 * @param subject the interview
 * @param data JSON object by type; turn texts are included, so treat it as candidate data
 * @param specversion of CloudEvents
 * @param source what tells of it; with {@code id} it names the event among those of all systems
 * @param dataversion of {@code data}: within one version fields are only added
 */
public record InterviewEvent(
        long sequence,
        UUID id,
        String type,
        UUID subject,
        Instant time,
        Map<String, Object> data,
        String specversion,
        String source,
        String dataversion)
        implements BusMessage {
    public static final String TOPIC = "interview.events";
    public static final String SPECVERSION = "1.0";
    public static final String SOURCE = "recruiterbrain-voice";
    public static final String DATAVERSION = "1";

    public InterviewEvent(long sequence, UUID id, String type, UUID subject, Instant time, Map<String, Object> data) {
        this(sequence, id, type, subject, time, data, SPECVERSION, SOURCE, DATAVERSION);
    }

    public InterviewEvent {
        Checks.present(id, "id");
        Checks.text(type, "type", 100);
        Checks.present(subject, "subject");
        Checks.present(time, "time");
        data = Map.copyOf(data);
        // A member of an earlier version does not send these.
        specversion = Checks.text(orElse(specversion, SPECVERSION), "specversion", 10);
        source = Checks.text(orElse(source, SOURCE), "source", 200);
        dataversion = Checks.text(orElse(dataversion, DATAVERSION), "dataversion", 10);
    }

    private static String orElse(@Nullable String value, String absent) {
        return value == null ? absent : value;
    }

    @Override
    public String toString() {
        return "InterviewEvent[" + sequence + ", " + type + ", " + subject + "]";
    }
}
