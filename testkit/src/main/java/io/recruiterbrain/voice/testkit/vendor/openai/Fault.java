package io.recruiterbrain.voice.testkit.vendor.openai;

import java.time.Duration;

/** What goes wrong with a request. */
public sealed interface Fault {
    /** Answered with this error. */
    record Refused(ApiError error) implements Fault {}

    /** The answer begins this much later. */
    record Late(Duration by) implements Fault {}

    /** Nothing is answered and the connection stays open. */
    record HalfOpen() implements Fault {}

    /** A page of somebody who is not OpenAI, with status 200. */
    record HtmlPage() implements Fault {}

    /** The model declines, in the field OpenAI has for it. */
    record Declined() implements Fault {}

    /** @param pieces of the answer that are sent before; 0: none */
    record Broken(How how, int pieces) implements Fault {}

    enum How {
        /** The connection is reset. */
        CUT,
        /** The body ends as if all were well, without {@code finish_reason} and {@code [DONE]}. */
        ENDED_EARLY,
        /** Nothing more comes, the connection stays open. */
        STALLED,
        /** An event that is no JSON. */
        MALFORMED,
        /** An event that holds an error. */
        ERROR_EVENT,
        /** {@code finish_reason: content_filter}. */
        CONTENT_FILTER,
        /** {@code finish_reason: length}. */
        LENGTH
    }
}
