package io.recruiterbrain.voice.testkit.vendor.google;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.function.Predicate;

/** Refuses calls as the vendor's front end does, before any service sees them. */
final class GoogleAuthentication implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> API_KEY =
            Metadata.Key.of("x-goog-api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    private final Predicate<String> tokens;

    GoogleAuthentication(Predicate<String> tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String authorization = headers.get(AUTHORIZATION);
        String key = headers.get(API_KEY);
        String presented = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : key;
        if (presented == null) {
            return refuse(call, "Request is missing required authentication credential.");
        }
        if (!tokens.test(presented)) {
            return refuse(call, "Request had invalid authentication credentials.");
        }
        return next.startCall(call, headers);
    }

    private static <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, String text) {
        call.close(Status.UNAUTHENTICATED.withDescription(text), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
