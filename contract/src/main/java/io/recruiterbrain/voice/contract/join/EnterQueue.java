package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import java.util.UUID;

/**
 * Takes a place among the candidates who wait for a free room, or keeps the one taken before. Places are in order of
 * arrival over all nodes; one that was not asked for again for 30 s, by the store's own clock, is given up.
 */
public record EnterQueue(UUID interviewId) implements BusMessage {
    public static final Address<EnterQueue, QueuePlace> ADDRESS =
            new Address<>("persistence.queue.enter", EnterQueue.class, QueuePlace.class, Duration.ofSeconds(2));

    public EnterQueue {
        Checks.present(interviewId, "interviewId");
    }
}
