package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the queue without entering it.
 *
 * @param interviewId whose place is asked for, absent to ask how many wait
 */
public record FindQueuePlace(@Nullable UUID interviewId) implements BusMessage {
    public static final Address<FindQueuePlace, QueuePlace> ADDRESS =
            new Address<>("persistence.queue.find", FindQueuePlace.class, QueuePlace.class, Duration.ofSeconds(1));
}
