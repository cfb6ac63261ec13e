package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one connection. */
public sealed interface DeepgramFault {
    /**
     * The handshake is refused, with the error body that Deepgram's page "Errors" shows.
     *
     * @param retryAfter sent as {@code Retry-After}, absent when it is not
     */
    record Refuse(
            int status,
            String errorCode,
            String message,
            @Nullable Duration retryAfter) implements DeepgramFault {}

    /** The handshake is answered by something that is not Deepgram. */
    record ForeignAnswer(int status, String contentType, String body) implements DeepgramFault {}

    /** The handshake is never answered. */
    record NoHandshake() implements DeepgramFault {}

    /** The TCP connection is gone after so much audio, without a close frame. */
    record Cut(Duration audio) implements DeepgramFault {}

    /** Deepgram closes after so much audio, as its page "WebSocket, NET, and DATA Errors" has it. */
    record Close(Duration audio, int code, String reason) implements DeepgramFault {}

    /** After so much audio nothing is read any more and nothing comes, not even a pong. */
    record HalfOpen(Duration audio) implements DeepgramFault {}

    /** After so much audio pings are answered, but no message comes any more. */
    record Stall(Duration audio) implements DeepgramFault {}

    /** After so much audio a text frame comes that is not JSON, and nothing else goes wrong. */
    record Malformed(Duration audio) implements DeepgramFault {}

    /** Results come later than usual. */
    record Slow(Duration delay) implements DeepgramFault {}

    /** {@code Finalize} flushes but no result says so, as the page "Finalize" allows. */
    record UnmarkedFinalize() implements DeepgramFault {}

    /** {@code Finalize} is not answered at all. */
    record LostFinalize() implements DeepgramFault {}
}
