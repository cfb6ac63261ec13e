package io.recruiterbrain.voice.http.request;

import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Reads a body up to a limit. What comes after the limit is thrown away as it arrives, so that the client gets to read
 * the answer; one that goes on for very long is cut off.
 */
final class BodyReader {
    private static final int PATIENCE = 64;

    private BodyReader() {}

    /** The whole body; fails with a problem when it is larger than {@code limit} bytes. The request must be paused. */
    static Future<Buffer> read(HttpServerRequest request, int limit) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        long[] received = {0};
        if (announced(request) > limit) {
            whole.fail(tooLarge(limit));
        } else if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] <= limit) {
                collected.appendBuffer(chunk);
            } else if (received[0] > (long) limit * PATIENCE) {
                request.connection().close();
            } else {
                whole.tryFail(tooLarge(limit));
            }
        });
        request.endHandler(end -> whole.tryComplete(collected));
        request.exceptionHandler(whole::tryFail);
        request.resume();
        return whole.future();
    }

    private static long announced(HttpServerRequest request) {
        try {
            String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static ProblemException tooLarge(int limit) {
        return new ProblemException(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + limit / 1024 + " KiB; shorten the texts and send it again.");
    }
}
