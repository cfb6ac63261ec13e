package io.recruiterbrain.voice.http.config;

import static io.recruiterbrain.voice.contract.Checks.present;
import static io.recruiterbrain.voice.contract.Checks.require;

/**
 * Signs tokens for rooms and checks the server's webhooks.
 *
 * @param value never logged; 32 characters or more, as HS256 asks for as many bytes as its hash has
 */
public record LiveKitSecret(String value) {
    public LiveKitSecret {
        require(
                present(value, "LIVEKIT_API_SECRET").length() >= 32,
                "LIVEKIT_API_SECRET must have at least 32 characters");
    }

    @Override
    public String toString() {
        return "***";
    }
}
