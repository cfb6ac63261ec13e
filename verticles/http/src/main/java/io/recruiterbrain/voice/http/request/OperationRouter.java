package io.recruiterbrain.voice.http.request;

import io.recruiterbrain.voice.http.auth.Credentials;
import io.recruiterbrain.voice.http.auth.Principal;
import io.recruiterbrain.voice.http.problem.FieldError;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.recruiterbrain.voice.http.problem.Problems;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds the router from the OpenAPI file: each operation gets its credential check, the check of its fields, and its
 * handler, in this order, so that a stranger learns nothing and uploads nothing.
 */
public final class OperationRouter {
    /** Where the operation of a request is kept in its routing context. */
    public static final String OPERATION = "operation";

    private static final int SDP_LIMIT = 256 * 1024;

    private final Vertx vertx;
    private final OpenApiFile file;
    private final Operations handlers;
    private final Credentials credentials;
    private final int jsonLimit;

    public OperationRouter(Vertx vertx, OpenApiFile file, Operations handlers, Credentials credentials, int jsonLimit) {
        this.vertx = vertx;
        this.file = file;
        this.handlers = handlers;
        this.credentials = credentials;
        this.jsonLimit = jsonLimit;
    }

    /** The router, with {@code before} running for every request; fails when file and handlers differ. */
    public Router build(List<Handler<RoutingContext>> before) {
        Set<String> described = file.operations().keySet();
        if (!described.equals(handlers.ids())) {
            Set<String> different = new TreeSet<>(described);
            different.addAll(handlers.ids());
            different.removeIf(id -> described.contains(id) && handlers.ids().contains(id));
            throw new IllegalStateException("openapi.yaml and handlers differ in " + different);
        }
        RouterBuilder builder = RouterBuilder.create(vertx, file.contract());
        before.forEach(builder::rootHandler);
        file.operations().values().forEach(operation -> {
            OpenAPIRoute route = Objects.requireNonNull(builder.getRoute(operation.id()));
            // Both are done here: vertx-openapi stops at the first fault, and knows no application/sdp.
            route.setDoValidation(false).setDoSecurity(false);
            route.addHandler(context -> run(operation, context));
            route.addFailureHandler(Problems::handle);
        });
        return builder.createRouter();
    }

    /** Answers what no route took: another method is allowed here, or there is nothing. */
    public void nothingHere(RoutingContext context) {
        Set<String> methods = file.methodsOf(context.normalizedPath());
        if (methods.isEmpty()) {
            Problems.send(context, Problems.notFound());
            return;
        }
        String allowed = String.join(", ", methods);
        context.response().putHeader("Allow", allowed);
        Problems.send(
                context,
                new ProblemException(ProblemCode.METHOD_NOT_ALLOWED, "This address allows " + allowed + " only."));
    }

    private void run(OperationSpec operation, RoutingContext context) {
        String path = context.normalizedPath();
        if (!operation.path().equals(path) && file.names(path)) {
            // GET /interview/start is a wrong method, not the interview with the id "start".
            nothingHere(context);
            return;
        }
        context.put(OPERATION, operation.id());
        context.request().pause();
        authenticate(operation, context)
                .compose(principal -> read(operation, principal, context))
                .onSuccess(request -> {
                    try {
                        handlers.handle(request);
                    } catch (RuntimeException e) {
                        context.fail(e);
                    }
                })
                .onFailure(fault -> {
                    // What the client still sends is read and dropped, so that it gets to read the answer. Over HTTP/2
                    // a
                    // request that was read to its end refuses to be resumed.
                    if (!context.request().isEnded()) {
                        context.request().resume();
                    }
                    context.fail(fault);
                });
    }

    private Future<Principal> authenticate(OperationSpec operation, RoutingContext context) {
        return switch (operation.scheme()) {
            case NONE -> Future.succeededFuture(new Principal.Anyone());
            case API_KEY -> credentials.recruiter(context.request());
            case LIVEKIT -> credentials.liveKitServer(context.request());
            case CANDIDATE -> credentials.candidate(context.request(), context.pathParam("interview_id"));
        };
    }

    private Future<ApiRequest> read(OperationSpec operation, Principal principal, RoutingContext context) {
        RequestCheck.accepts(operation, context.request());
        String type = RequestCheck.bodyType(operation, context.request());
        int limit = type.equals("application/sdp") ? SDP_LIMIT : jsonLimit;
        return BodyReader.read(context.request(), limit)
                .map(body -> checked(operation, principal, context, type, body));
    }

    private static ApiRequest checked(
            OperationSpec operation, Principal principal, RoutingContext context, String type, Buffer body) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> parameters = RequestCheck.parameters(operation, context, errors);
        JsonObject json = new JsonObject();
        String text = "";
        if (type.equals("application/json")
                || (type.isEmpty() && operation.bodies().containsKey("application/json"))) {
            json = RequestCheck.json(operation, type, body, errors);
        } else if (!operation.bodies().isEmpty()) {
            text = RequestCheck.text(
                    operation,
                    type.isEmpty() ? operation.bodies().keySet().iterator().next() : type,
                    body,
                    errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new ApiRequest(operation, principal, parameters, json, text, context);
    }
}
