package io.recruiterbrain.voice.contract;

/**
 * Which messages a program knows. Counts up by one with each release that adds to them; two members of a cluster work
 * together when their revisions are the same or adjacent, as in a rolling update.
 */
public final class ContractRevision {
    public static final int CURRENT = 1;

    private ContractRevision() {}

    /** Whether this program and one of another revision understand each other. */
    public static boolean worksWith(int other) {
        return Math.abs(CURRENT - other) <= 1;
    }
}
