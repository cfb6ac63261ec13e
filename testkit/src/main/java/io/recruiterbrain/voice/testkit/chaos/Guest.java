package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import java.net.URI;
import java.util.UUID;

/** A candidate of another kind, beside those who type. */
@FunctionalInterface
public interface Guest {
    /**
     * Holds one interview to its end; blocks.
     *
     * @param base where the nodes are reached
     * @param link of the interview
     * @param history to note what is seen
     */
    void hold(URI base, URI link, UUID interviewId, History history) throws InterruptedException;

    /** Whether they hold one interview after another, as those who type do, or only one. */
    default boolean comesAgain() {
        return false;
    }
}
