package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Cut;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Garbage;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Late;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Page;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Refusal;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.Stall;
import io.recruiterbrain.voice.testkit.vendor.openaispeech.OpenAiSpeechFault.StallAfter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends what an endpoint made, or what goes wrong instead. */
final class Answer {
    private static final int PIECE = 4_801;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Duration firstByte;
    private final @Nullable OpenAiSpeechFault fault;

    Answer(
            Vertx vertx,
            HttpServerRequest request,
            Duration firstByte,
            @Nullable OpenAiSpeechFault fault,
            Runnable abandoned) {
        this.vertx = vertx;
        this.request = request;
        this.firstByte = firstByte;
        this.fault = fault;
        request.response().exceptionHandler(broken -> {});
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                abandoned.run();
            }
        });
    }

    /** Must not be called twice. */
    void send(String contentType, Buffer body) {
        switch (fault) {
            case Refusal refusal -> refuse(refusal);
            case Stall stall -> {}
            case Page page -> later(firstByte, () -> start("text/html").end("<html><body>It works!</body></html>"));
            case Garbage garbage ->
                later(firstByte, () -> start("application/json").end("{\"text\": "));
            case Late late -> later(firstByte.plus(late.by()), () -> stream(contentType, body));
            case Cut cut -> later(firstByte, () -> cut(contentType, body, cut.afterBytes(), true));
            case StallAfter stall -> later(firstByte, () -> cut(contentType, body, stall.bytes(), false));
            case null -> later(firstByte, () -> stream(contentType, body));
        }
    }

    void refuse(SpeechError error) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(error.status())
                    .putHeader("content-type", "application/json")
                    .end(error.body());
        }
    }

    private void refuse(Refusal refusal) {
        Duration wait = refusal.retryAfter();
        if (wait != null) {
            request.response().putHeader("retry-after", Long.toString(wait.toSeconds()));
        }
        refuse(new SpeechError(refusal.status(), refusal.code(), null, "refused for a trial"));
    }

    private HttpServerResponse start(String contentType) {
        return request.response().putHeader("content-type", contentType).putHeader("x-request-id", "req_trial");
    }

    /** Chunked, in pieces that do not end where samples end. */
    private void stream(String contentType, Buffer body) {
        if (request.response().closed()) {
            return;
        }
        start(contentType).setChunked(true);
        sendFrom(body, 0);
    }

    private void sendFrom(Buffer body, int from) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (from >= body.length()) {
            response.end();
            return;
        }
        int to = Math.min(body.length(), from + PIECE);
        response.write(body.slice(from, to));
        later(Duration.ofMillis(2), () -> sendFrom(body, to));
    }

    private void cut(String contentType, Buffer body, int after, boolean close) {
        start(contentType)
                .setChunked(true)
                .write(body.slice(0, Math.min(after, body.length())))
                .onComplete(written -> {
                    if (close) {
                        request.connection().close();
                    }
                });
    }

    private void later(Duration after, Runnable action) {
        if (after.isZero()) {
            action.run();
        } else {
            vertx.setTimer(after.toMillis(), timer -> action.run());
        }
    }
}
