package io.recruiterbrain.voice.contract;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The only code that touches request addresses.
 *
 * <p>A plain consumer that throws, or whose body cannot be decoded, sends no reply and its caller waits the whole
 * timeout; {@link #serve} turns each of these into a failure with an {@link ErrorCode} at once.
 */
public final class Bus {
    private static final System.Logger LOG = System.getLogger(Bus.class.getName());

    private final Vertx vertx;

    public Bus(Vertx vertx) {
        this.vertx = requireNonNull(vertx, "vertx is null");
    }

    /**
     * Answers requests on an address; the handler runs on the calling verticle's context.
     *
     * @return completes with the registration when every member knows the address
     */
    public <Q extends BusMessage, R extends BusMessage> Future<Registration> serve(
            Address<Q, R> address, Function<Q, Future<R>> handler) {
        MessageConsumer<Q> consumer = vertx.eventBus().consumer(address.name());
        consumer.handler(message -> answer(address, message, handler));
        return consumer.completion().map(done -> consumer::unregister);
    }

    /**
     * Sends a request: to who serves the address in this process, otherwise to any member that does. So a member that hangs
     * or is cut off keeps nobody waiting who can help himself. The future fails with a {@link ServiceException},
     * {@link ErrorCode#TIMEOUT} included.
     */
    public <Q extends BusMessage, R extends BusMessage> Future<R> ask(Address<Q, R> address, Q request) {
        return send(address, request, true)
                .recover(fault -> vertx.isClustered() && isUnserved(fault)
                        ? send(address, request, false)
                        : Future.failedFuture(fault))
                .map(message -> address.reply().cast(message.body()))
                .recover(fault -> Future.failedFuture(toServiceException(address, fault)));
    }

    private <Q extends BusMessage, R extends BusMessage> Future<Message<R>> send(
            Address<Q, R> address, Q request, boolean here) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(address.timeout().toMillis())
                .setLocalOnly(here);
        return vertx.eventBus().request(address.name(), request, options);
    }

    /**
     * Finds out who serves an address, before anything urgent is asked of it: what is found is kept, while a first look-up
     * waits for a member that hangs until that one is put out of the cluster. Does nothing at the other end. The future
     * fails as that of {@link #ask} does, but for whatever the other end says.
     */
    public Future<Void> meet(Address<?, ?> address) {
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(address.timeout().toMillis());
        return vertx.eventBus()
                .request(address.name(), null, options)
                .<Void>mapEmpty()
                .recover(fault ->
                        fault instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                                // Of a version that does not know an empty request, but there.
                                ? Future.succeededFuture()
                                : Future.failedFuture(toServiceException(address, fault)));
    }

    /** Finds out who subscribes to a topic, as {@link #meet} does for an address. */
    public void meetSubscribers(String topic) {
        vertx.eventBus().publish(topic, null);
    }

    private static boolean isUnserved(Throwable fault) {
        return fault instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    /** Tells every subscriber of a topic, on every member; nobody answers. */
    public void publish(String topic, BusMessage message) {
        vertx.eventBus().publish(topic, message);
    }

    /** Receives what is published on a topic; messages of another type than {@code type} are passed over. */
    public <M extends BusMessage> Future<Registration> subscribe(String topic, Class<M> type, Consumer<M> handler) {
        MessageConsumer<Object> consumer = vertx.eventBus().consumer(topic);
        consumer.handler(message -> {
            if (type.isInstance(message.body())) {
                handler.accept(type.cast(message.body()));
            }
        });
        return consumer.completion().map(done -> consumer::unregister);
    }

    private static <Q extends BusMessage, R extends BusMessage> void answer(
            Address<Q, R> address, Message<Q> message, Function<Q, Future<R>> handler) {
        if (message.body() == null) {
            message.reply(null); // somebody wants to know whether we are here
            return;
        }
        Q request;
        try {
            // What came over the wire is decoded here, and only then its checks speak of the sender's fault.
            request = address.request().cast(message.body());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "request undecodable, address=" + address.name());
            message.fail(ErrorCode.INVALID_REQUEST.wire(), "the request cannot be decoded");
            return;
        }
        Future<R> outcome;
        try {
            outcome = handler.apply(request);
        } catch (RuntimeException e) {
            outcome = Future.failedFuture(e);
        }
        outcome.onSuccess(message::reply).onFailure(fault -> {
            ServiceException known = toServiceException(address, fault);
            if (known.code() == ErrorCode.INTERNAL) {
                LOG.log(System.Logger.Level.ERROR, "request failed, address=" + address.name(), fault);
            }
            message.fail(known.code().wire(), String.valueOf(known.getMessage()));
        });
    }

    private static ServiceException toServiceException(Address<?, ?> address, Throwable fault) {
        return switch (fault) {
            case ServiceException known -> known;
            case ReplyException reply
            when reply.failureType() == ReplyFailure.RECIPIENT_FAILURE ->
                new ServiceException(ErrorCode.ofWire(reply.failureCode()), String.valueOf(reply.getMessage()));
            case ReplyException reply
            when reply.failureType() == ReplyFailure.TIMEOUT ->
                new ServiceException(ErrorCode.TIMEOUT, "no reply in time from " + address.name(), reply);
            case ReplyException reply
            when reply.failureType() == ReplyFailure.NO_HANDLERS ->
                new ServiceException(ErrorCode.UNAVAILABLE, "nothing serves " + address.name() + " now", reply);
            default -> new ServiceException(ErrorCode.INTERNAL, "internal error", fault);
        };
    }

    /** Ends a {@link #serve} or {@link #subscribe}. */
    @FunctionalInterface
    public interface Registration {
        Future<Void> end();
    }
}
