package io.recruiterbrain.voice.agent.lease;

import java.util.UUID;

/** Names an owner of leases. */
public final class OwnerName {
    private static final int LONGEST_NODE_ID = 200;

    private OwnerName() {}

    /** The node's name and a word that is new with each call, so that a process started again is another owner. */
    public static String ofNode(String nodeId) {
        String safe = nodeId.replaceAll("[^A-Za-z0-9._-]", "_");
        String kept = safe.length() > LONGEST_NODE_ID ? safe.substring(0, LONGEST_NODE_ID) : safe;
        return kept + "/" + UUID.randomUUID().toString().substring(0, 13);
    }
}
