package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Checks;
import java.time.Instant;

/**
 * That the candidate accepted the notice on AI and recording.
 *
 * @param version of the text, for example {@code 2026-11}
 * @param sha256 of the exact text shown, lower-case hexadecimal
 */
public record Consent(String version, String sha256, Instant acceptedAt) {
    public Consent {
        Checks.text(version, "consent.version", 50);
        Checks.text(sha256, "consent.sha256", 64);
        Checks.present(acceptedAt, "consent.acceptedAt");
    }
}
