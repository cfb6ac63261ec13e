package io.recruiterbrain.voice.http.problem;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into one problem; the only code that writes error answers. */
public final class Problems {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Where the id of a request is kept in its routing context. */
    public static final String REQUEST_ID = "requestId";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String OUR_FAULT =
            "Something went wrong on our side; the operator finds it in the log under this instance.";
    private static final Duration SHORTLY = Duration.ofSeconds(2);

    /** Faults whose text was written by a module for its caller, not for a client. */
    private static final Set<ErrorCode> OWN_WORDS = Set.of(
            ErrorCode.INTERNAL, ErrorCode.TIMEOUT, ErrorCode.UNAVAILABLE, ErrorCode.PROVIDER_REJECTED, ErrorCode.BUSY);

    private Problems() {}

    /** The failure handler of all routes. */
    public static void handle(RoutingContext context) {
        Throwable failure = context.failure();
        send(context, failure == null ? ofStatus(context.statusCode()) : of(failure, context));
    }

    /** Answers with a problem unless the answer has begun, which then only can be cut. */
    public static void send(RoutingContext context, ProblemException problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            context.request().connection().close();
            return;
        }
        String requestId = String.valueOf(context.<String>get(REQUEST_ID));
        JsonObject body = new JsonObject()
                .put("type", problem.code().type())
                .put("title", problem.code().title())
                .put("status", problem.code().status())
                .put("detail", problem.getMessage())
                .put("instance", "urn:request:" + requestId)
                .put("code", problem.code().name());
        if (!problem.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            problem.errors()
                    .forEach(error -> errors.add(
                            new JsonObject().put("field", error.field()).put("message", error.message())));
            body.put("errors", errors);
        }
        if (problem.retryAfter() != null) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, problem.retryAfter().toSeconds())));
        }
        boolean cannot = problem.code().status() == 503 || problem.code().status() == 504;
        if (cannot && context.request().version() != HttpVersion.HTTP_2) {
            // The next attempt takes a new connection, which a load balancer gives to a node that can.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (problem.code().status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.setStatusCode(problem.code().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body.toBuffer());
    }

    private static ProblemException of(Throwable failure, RoutingContext context) {
        return switch (failure) {
            case ProblemException known -> known;
            case ServiceException fault -> ofFault(fault, context);
            case HttpClosedException closed ->
                new ProblemException(ProblemCode.INVALID_REQUEST, "The connection was closed.");
            default -> {
                LOG.atError()
                        .addKeyValue("requestId", context.<String>get(REQUEST_ID))
                        .setCause(failure)
                        .log("request failed");
                yield internal();
            }
        };
    }

    private static ProblemException ofFault(ServiceException fault, RoutingContext context) {
        ProblemCode code = ProblemCode.of(fault.code());
        if (OWN_WORDS.contains(fault.code())) {
            LOG.atWarn()
                    .addKeyValue("requestId", context.<String>get(REQUEST_ID))
                    .addKeyValue("errorCode", fault.code())
                    .addKeyValue("fault", fault.getMessage())
                    .log("a module could not answer");
        }
        String detail = switch (fault.code()) {
            case INTERNAL -> OUR_FAULT;
            case TIMEOUT -> "The service did not answer in time; try again in a moment.";
            case UNAVAILABLE, STALE_LEASE -> "A part of the service cannot be reached now; try again in a moment.";
            case BUSY -> "The service is busy; try again in a moment.";
            case PROVIDER_REJECTED -> "A provider refused the request; the operator finds the reason in the log.";
            case ERASED -> "This interview was erased; nothing of it is left.";
            case NOT_FOUND,
                    INVALID_REQUEST,
                    INVALID_STATE,
                    IDEMPOTENCY_CONFLICT,
                    SESSION_TAKEN_OVER,
                    CONSENT_REQUIRED,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    INVALID_SDP,
                    EVALUATION_PENDING -> sentence(String.valueOf(fault.getMessage()));
        };
        return fault.code().retryable() || code == ProblemCode.UNAVAILABLE
                ? new ProblemException(code, detail, SHORTLY)
                : new ProblemException(code, detail);
    }

    private static ProblemException ofStatus(int status) {
        return switch (status) {
            case 400 -> new ProblemException(ProblemCode.INVALID_REQUEST, "The request is not valid HTTP.");
            case 404 -> notFound();
            case 413 ->
                new ProblemException(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large; send a smaller one.");
            default -> internal();
        };
    }

    /** The problem for a path that leads nowhere. */
    public static ProblemException notFound() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is nothing at this address; see /docs for what there is.");
    }

    private static ProblemException internal() {
        return new ProblemException(ProblemCode.INTERNAL, OUR_FAULT);
    }

    private static String sentence(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
