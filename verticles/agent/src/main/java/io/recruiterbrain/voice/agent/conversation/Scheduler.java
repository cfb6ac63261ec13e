package io.recruiterbrain.voice.agent.conversation;

import java.time.Instant;

/** Time and the one thread of a conversation: whatever is given here runs there, one after the other. */
public interface Scheduler {
    /** Never goes back. Any thread. */
    Instant now();

    /** Runs a task on the conversation's thread, as soon as it is free. Any thread. */
    void execute(Runnable task);

    /** Runs a task on the conversation's thread at a time, at once when that has passed. Any thread. */
    Timer at(Instant when, Runnable task);

    /** A task that has not run yet. */
    interface Timer {
        /** The task does not run any more; harmless when it did. */
        void cancel();
    }
}
