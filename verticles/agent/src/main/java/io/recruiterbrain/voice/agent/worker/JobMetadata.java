package io.recruiterbrain.voice.agent.worker;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** Reads what a dispatch says about its job: {@code {"interview_id": "..."}}; further fields are left alone. */
final class JobMetadata {
    static final String EXPECTED =
            "the metadata of the dispatch must be JSON with the id of an interview, such as {\"interview_id\": \"6f1c1f3e-5b8e-4a57-9b57-64a0c6a2f7a1\"}";

    private JobMetadata() {}

    /** The interview, absent when the metadata is not ours. */
    static Optional<UUID> interviewOf(String metadata) {
        try {
            return new JsonObject(metadata).getValue("interview_id") instanceof String id
                    ? Optional.of(UUID.fromString(id))
                    : Optional.empty();
        } catch (DecodeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
