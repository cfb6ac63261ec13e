package io.recruiterbrain.voice.http.request;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What answers each operation of the OpenAPI file, by its id. */
public final class Operations {
    private final Map<String, Consumer<ApiRequest>> handlers = new HashMap<>();

    /** An operation with one answer. */
    public Operations on(String operationId, Function<ApiRequest, Future<Answer>> handler) {
        return onStream(operationId, request -> {
            Future<Answer> answer;
            try {
                answer = handler.apply(request);
            } catch (RuntimeException e) {
                answer = Future.failedFuture(e);
            }
            answer.onSuccess(good -> send(request.context(), good)).onFailure(request.context()::fail);
        });
    }

    /** An operation that writes its answer itself. */
    public Operations onStream(String operationId, Consumer<ApiRequest> handler) {
        if (handlers.putIfAbsent(operationId, handler) != null) {
            throw new IllegalStateException("two handlers for " + operationId);
        }
        return this;
    }

    Set<String> ids() {
        return Set.copyOf(handlers.keySet());
    }

    void handle(ApiRequest request) {
        Consumer<ApiRequest> handler = handlers.get(request.operation().id());
        if (handler == null) {
            throw new IllegalStateException(
                    "nothing answers " + request.operation().id());
        }
        handler.accept(request);
    }

    private static void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        answer.headers().forEach(response::putHeader);
        Buffer body = answer.body();
        if (body == null || answer.contentType() == null) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType()).end(body);
        }
    }
}
