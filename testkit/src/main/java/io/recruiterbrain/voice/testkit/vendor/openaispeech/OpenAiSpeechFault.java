package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the next request. */
public sealed interface OpenAiSpeechFault {
    /**
     * Refused with the vendor's error object.
     *
     * @param code the vendor's, as {@code insufficient_quota}
     * @param retryAfter sent as {@code Retry-After}, when there is one
     */
    record Refusal(int status, String code, @Nullable Duration retryAfter) implements OpenAiSpeechFault {}

    /** Taken and never answered. */
    record Stall() implements OpenAiSpeechFault {}

    /** Later than usual. */
    record Late(Duration by) implements OpenAiSpeechFault {}

    /** The connection breaks after so many bytes of the answer. */
    record Cut(int afterBytes) implements OpenAiSpeechFault {}

    /** Audio stops in the middle, the connection stays. */
    record StallAfter(int bytes) implements OpenAiSpeechFault {}

    /** Another server's page, with status 200. */
    record Page() implements OpenAiSpeechFault {}

    /** JSON that is none. */
    record Garbage() implements OpenAiSpeechFault {}
}
