package io.recruiterbrain.voice.testkit.vendor.google;

import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with the next request. */
public sealed interface GoogleTtsFault {
    /**
     * Answered with a status.
     *
     * @param retryDelay sent as the vendor's {@code RetryInfo}, when there is one
     */
    record Refusal(
            Status.Code code, String message, @Nullable Duration retryDelay) implements GoogleTtsFault {}

    /** Taken and never answered. */
    record Stall() implements GoogleTtsFault {}

    /** Later than usual. */
    record Late(Duration by) implements GoogleTtsFault {}

    /** The stream breaks after so many bytes of audio; for a single answer, before it. */
    record Cut(int afterBytes) implements GoogleTtsFault {}

    /** Audio that is no audio. */
    record Garbage() implements GoogleTtsFault {}
}
