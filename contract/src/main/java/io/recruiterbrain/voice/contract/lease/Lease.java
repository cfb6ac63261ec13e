package io.recruiterbrain.voice.contract.lease;

import io.recruiterbrain.voice.contract.Checks;

/**
 * The right to hold an interview.
 *
 * @param owner the process that holds it: its node's name and a word that is new with each start, so that a process that
 *     was started again is another owner
 * @param fence grows with each change of owner, never falls and is never used twice for an interview; each write of the
 *     holder carries it
 */
public record Lease(String owner, long fence) {
    public Lease {
        Checks.text(owner, "owner", 300);
        Checks.require(fence > 0, "fence must be positive");
    }
}
