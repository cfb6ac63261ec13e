package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened to an interview, durable and in order. Published on {@link #TOPIC} after its commit, at least
 * once; ask {@link FindEvents} for what was missed.
 *
 * @param sequence grows over all interviews in the order of commits; the cursor
 * @param id unique, the same for each delivery
 * @param type {@code interview.created}, {@code interview.state_changed}, {@code interview.consented}, {@code interview.planned},
 *     {@code turn.saved}, {@code interview.evaluated}, {@code interview.decided}, {@code interview.incident}, {@code interview.erased}
 * @param subject the interview
 * @param data JSON object by type; turn texts are included, so treat it as candidate data
 */
public record InterviewEvent(long sequence, UUID id, String type, UUID subject, Instant time, Map<String, Object> data)
        implements BusMessage {
    public static final String TOPIC = "interview.events";

    public InterviewEvent {
        Checks.present(id, "id");
        Checks.text(type, "type", 100);
        Checks.present(subject, "subject");
        Checks.present(time, "time");
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return "InterviewEvent[" + sequence + ", " + type + ", " + subject + "]";
    }
}
