package io.recruiterbrain.voice.http.config;

import static io.recruiterbrain.voice.contract.Checks.present;
import static io.recruiterbrain.voice.contract.Checks.require;

/**
 * Signs candidates' links; the same on every node.
 *
 * @param value never logged; 32 characters or more, as HS256 asks for as many bytes as its hash has
 */
public record LinkSecret(String value) {
    public LinkSecret {
        require(present(value, "JWT_SECRET_KEY").length() >= 32, "JWT_SECRET_KEY must have at least 32 characters");
    }

    @Override
    public String toString() {
        return "***";
    }
}
