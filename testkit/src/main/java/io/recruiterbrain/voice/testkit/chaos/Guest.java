package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import java.net.URI;
import java.util.UUID;

/** A candidate of another kind, who holds one interview beside those who type. */
@FunctionalInterface
public interface Guest {
    /**
     * Holds it to its end; blocks.
     *
     * @param base where the nodes are reached
     * @param link of the interview
     * @param history to note what is seen
     */
    void hold(URI base, URI link, UUID interviewId, History history) throws InterruptedException;
}
