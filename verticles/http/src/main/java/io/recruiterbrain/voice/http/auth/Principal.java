package io.recruiterbrain.voice.http.auth;

import java.util.UUID;

/** Who calls. */
public sealed interface Principal {
    /** An operation that is open to all. */
    record Anyone() implements Principal {}

    /**
     * The LiveKit server.
     *
     * @param bodyHash SHA-256 of the only body it vouches for, in base64
     */
    record LiveKitServer(String bodyHash) implements Principal {}

    /** Holder of an API key. */
    record Recruiter(UUID keyId) implements Principal {}

    /** Holder of the link to one interview. */
    record Candidate(UUID interviewId) implements Principal {}
}
