package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Where a candidate stands in the queue. Who gets a room leaves the queue in the same moment.
 *
 * @param position 1 for who is next, 0 for who does not wait
 * @param waiting candidates who wait, this one included
 * @param held interviews that somebody held when the place was counted; absent for who only looks, and from a store of the
 *     version before
 */
public record QueuePlace(
        int position, int waiting, @Nullable Integer held) implements BusMessage {
    public QueuePlace {
        Checks.range(position, "position", 0, Integer.MAX_VALUE);
        Checks.range(waiting, "waiting", 0, Integer.MAX_VALUE);
        if (held != null) {
            Checks.range(held, "held", 0, Integer.MAX_VALUE);
        }
    }

    /** One of which it is not known how many interviews were held. */
    public QueuePlace(int position, int waiting) {
        this(position, waiting, null);
    }
}
