package io.recruiterbrain.voice.agent.room;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The agent's voice in a room: a queue that is played in real time. While no candidate is connected it stands still.
 * Any thread may call it.
 */
public interface AudioOutput {
    /** Appends audio of any rate. A queue of more than two minutes is refused with {@link IllegalStateException}. */
    void write(AudioFrame frame);

    /** Completes when all that was written before has been played or cleared. */
    Future<Void> drained();

    /** Drops what has not been played; the page is silent at most 150 ms later. */
    void clear();

    /**
     * From now on nothing sounds, from the next frame of 10 ms on, while this says no; the queue stands still meanwhile.
     * Until it is called everything sounds.
     *
     * @param entitled asked for each frame, on the room's own thread
     */
    void playWhile(BooleanSupplier entitled);

    /** Total audio written since the room was joined, cleared audio included. */
    Duration written();

    /** Position in all that was written up to which it was played or cleared. */
    Duration played();
}
