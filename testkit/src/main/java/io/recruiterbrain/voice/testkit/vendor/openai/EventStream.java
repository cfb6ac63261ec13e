package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Sends a completion as server-sent events at a model's pace, as far as a fault lets it; after "API reference, Streaming".
 */
final class EventStream {
    private static final long TICK_MILLIS = 20;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Completion completion;
    private final double piecesPerTick;
    private final Fault.@Nullable Broken broken;
    private double due;
    private int sent;

    /** @param broken what goes wrong on the way, absent when nothing does */
    EventStream(
            Vertx vertx,
            HttpServerResponse response,
            Completion completion,
            int tokensPerSecond,
            Fault.@Nullable Broken broken) {
        this.vertx = vertx;
        this.response = response;
        this.completion = completion;
        this.piecesPerTick = tokensPerSecond * TICK_MILLIS / 1000.0;
        this.broken = broken;
    }

    void start() {
        response.setChunked(true);
        if (broken != null && broken.pieces() == 0) {
            response.writeHead();
            goWrong(broken);
            return;
        }
        event(completion.first());
        due = 1;
        tick();
    }

    private void tick() {
        while (due >= 1 && sent < completion.pieces().size()) {
            if (broken != null && sent >= broken.pieces()) {
                goWrong(broken);
                return;
            }
            event(completion.piece(completion.pieces().get(sent++)));
            due--;
        }
        if (response.closed()) {
            return;
        }
        if (sent < completion.pieces().size()) {
            due += piecesPerTick;
            vertx.setTimer(TICK_MILLIS, id -> tick());
        } else if (broken != null) {
            goWrong(broken);
        } else {
            finish(completion.finish());
        }
    }

    private void finish(String reason) {
        event(completion.last(reason));
        if (completion.request().includeUsage()) {
            event(completion.usageChunk());
        }
        response.end("data: [DONE]\n\n");
    }

    private void goWrong(Fault.Broken fault) {
        switch (fault.how()) {
            case CUT -> vertx.setTimer(TICK_MILLIS, id -> response.reset());
            case ENDED_EARLY -> response.end();
            case STALLED -> {}
            case MALFORMED -> response.end("data: {\"id\":\"chatcmpl-\n\n");
            case ERROR_EVENT -> {
                event(ApiError.serverError().body());
                response.end();
            }
            case CONTENT_FILTER -> finish("content_filter");
            case LENGTH -> finish("length");
        }
    }

    private void event(JsonObject data) {
        if (!response.closed()) {
            response.write("data: " + data.encode() + "\n\n");
        }
    }
}
