package io.recruiterbrain.voice.contract.join;

import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;

/**
 * Where a candidate stands in the queue.
 *
 * @param position 1 for who is next, 0 for who does not wait
 * @param waiting candidates who wait, this one included
 */
public record QueuePlace(int position, int waiting) implements BusMessage {
    public QueuePlace {
        Checks.range(position, "position", 0, Integer.MAX_VALUE);
        Checks.range(waiting, "waiting", 0, Integer.MAX_VALUE);
    }
}
