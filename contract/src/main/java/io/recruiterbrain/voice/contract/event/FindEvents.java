package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads events after a cursor, oldest first.
 *
 * @param afterSequence 0 for all, {@link #LATEST} for none but the current cursor
 * @param interviewId absent for the events of all interviews
 */
public record FindEvents(long afterSequence, @Nullable UUID interviewId, int limit) implements BusMessage {
    public static final Address<FindEvents, EventPage> ADDRESS =
            new Address<>("persistence.event.find", FindEvents.class, EventPage.class, Duration.ofSeconds(2));

    public static final long LATEST = -1;

    public FindEvents {
        Checks.range(limit, "limit", 1, 1000);
    }
}
