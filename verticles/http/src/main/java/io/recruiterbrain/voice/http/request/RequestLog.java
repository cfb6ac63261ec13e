package io.recruiterbrain.voice.http.request;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.http.problem.Problems;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gives every request an id, a log line and a timer. The line names the operation, never the address: that may hold what
 * a client should not have put there.
 */
public final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final String HEADER = "X-Request-Id";
    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 200, 500, 1000, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final Set<String> FREQUENT =
            Set.of("getLiveness", "getReadiness", "getHealth", "getMetrics", "page");

    private final MeterRegistry metrics;

    public RequestLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String given = request.getHeader(HEADER);
        String id = given != null && USABLE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        context.put(Problems.REQUEST_ID, id);
        context.response().putHeader(HEADER, id);
        long begun = System.nanoTime();
        context.addEndHandler(end -> {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            String operation = operationOf(context);
            int status = context.response().getStatusCode();
            Timer.builder("http.server.requests")
                    .description("From the request's head to the answer's end")
                    .tag("method", methodOf(request))
                    .tag("operation", operation)
                    .tag("status", Integer.toString(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(metrics)
                    .record(took);
            LOG.atLevel(FREQUENT.contains(operation) && status < 500 ? Level.DEBUG : Level.INFO)
                    .addKeyValue("requestId", id)
                    .addKeyValue("method", methodOf(request))
                    .addKeyValue("operation", operation)
                    .addKeyValue("status", status)
                    .addKeyValue("millis", took.toMillis())
                    // Over HTTP/2 the end handler reports a reset stream after a complete answer too.
                    .log(end.succeeded() || context.response().ended() ? "request answered" : "request cut off");
        });
        context.next();
    }

    private static String operationOf(RoutingContext context) {
        String operation = context.get(OperationRouter.OPERATION);
        return operation != null ? operation : context.response().getStatusCode() < 400 ? "page" : "none";
    }

    /** A client may invent methods; a label must not grow with them. */
    private static String methodOf(HttpServerRequest request) {
        String name = request.method().name();
        return Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
                        .contains(name)
                ? name
                : "OTHER";
    }
}
