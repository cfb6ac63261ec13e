package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link Vertx} of its own on which every message of the contract can be sent, and its {@link Bus}. It is
 * made at the first parameter that asks for it and closed after the test (or the class, when asked for in {@code BeforeAll}).
 */
public final class BusExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(BusExtension.class);

    private record OpenVertx(Vertx vertx) implements AutoCloseable {
        private static OpenVertx open() {
            Vertx vertx = Vertx.vertx();
            MessageCodec.register(vertx);
            return new OpenVertx(vertx);
        }

        @Override
        public void close() throws TimeoutException {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Vertx.class || type == Bus.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Vertx vertx = test.getStore(NAMESPACE)
                .getOrComputeIfAbsent(OpenVertx.class, unused -> OpenVertx.open(), OpenVertx.class)
                .vertx();
        return parameter.getParameter().getType() == Vertx.class ? vertx : new Bus(vertx);
    }
}
