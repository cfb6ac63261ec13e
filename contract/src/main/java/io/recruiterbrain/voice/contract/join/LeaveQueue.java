package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/** Gives up a place that may be left, because the candidate is in a room; harmless without one. Answered with position 0. */
public record LeaveQueue(UUID interviewId) implements BusMessage {
    public static final Address<LeaveQueue, QueuePlace> ADDRESS =
            new Address<>("persistence.queue.leave", LeaveQueue.class, QueuePlace.class, Duration.ofSeconds(2));

    public LeaveQueue {
        Checks.present(interviewId, "interviewId");
    }
}
