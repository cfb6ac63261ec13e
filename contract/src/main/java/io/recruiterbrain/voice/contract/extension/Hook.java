package io.recruiterbrain.voice.contract.extension;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks whichever extension serves an address, if one does, and survives whatever it does: the asker has an answer that
 * fits, or goes on with what is built in. One instance for all interviews of a node; any thread.
 */
public final class Hook<Q extends BusMessage, R extends BusMessage> {
    /** Kind of the incident that a fault leaves on the interview's timeline. */
    public static final String INCIDENT = "extension_failed";

    private static final System.Logger LOG = System.getLogger(Hook.class.getName());
    private static final String PREFIX = "extension.";

    private final Bus bus;
    private final Address<Q, R> address;
    private final String name;
    private final Clock clock;
    private final Listener listener;
    private final HookCircuit circuit;

    /** How a question ended; one that nobody serves is not told of. */
    public enum Outcome {
        SERVED,
        TIMED_OUT,
        /** It threw, or its answer could not be read. */
        FAILED,
        /** Its answer does not fit. */
        REFUSED,
        /** It was not asked: it failed before, or too many wait for it. */
        SKIPPED
    }

    /** Counts outcomes. */
    @FunctionalInterface
    public interface Listener {
        void ended(String hook, Outcome outcome);
    }

    /** Says why an answer does not fit, null when it does; quotes nothing of it. */
    @FunctionalInterface
    public interface Check<R> {
        @Nullable
        String objection(R answer);
    }

    public Hook(Bus bus, Address<Q, R> address, Clock clock, Listener listener) {
        this(bus, address, clock, System::nanoTime, listener);
    }

    /** @param nanoTime a clock that never jumps */
    Hook(Bus bus, Address<Q, R> address, Clock clock, LongSupplier nanoTime, Listener listener) {
        this.bus = bus;
        this.address = address;
        this.name = address.name().substring(PREFIX.length());
        this.clock = clock;
        this.listener = listener;
        this.circuit = new HookCircuit(nanoTime);
    }

    /**
     * Asks for one interview. The future never fails; it is empty when no extension serves the address, or it did not answer
     * in time, or its answer does not fit.
     */
    public Future<Optional<R>> ask(UUID interviewId, Q request, Check<R> check) {
        switch (circuit.take()) {
            case ABSENT -> {
                return Future.succeededFuture(Optional.empty());
            }
            case SKIP -> {
                listener.ended(name, Outcome.SKIPPED);
                return Future.succeededFuture(Optional.empty());
            }
            case ASK -> {}
        }
        return request(request).transform(reply -> {
            if (reply.succeeded()) {
                String objection = objection(check, reply.result());
                if (objection == null) {
                    circuit.succeeded();
                    listener.ended(name, Outcome.SERVED);
                    return Future.succeededFuture(Optional.of(reply.result()));
                }
                fault(interviewId, Outcome.REFUSED, "gave an answer that does not fit (" + objection + ")");
            } else if (isAbsence(reply.cause())) {
                circuit.absent();
            } else if (codeOf(reply.cause()) == ErrorCode.TIMEOUT) {
                fault(interviewId, Outcome.TIMED_OUT, "did not answer in time");
            } else {
                fault(interviewId, Outcome.FAILED, "failed");
            }
            return Future.succeededFuture(Optional.empty());
        });
    }

    private Future<R> request(Q request) {
        try {
            return bus.ask(address, request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static <R> @Nullable String objection(Check<R> check, R answer) {
        try {
            return check.objection(answer);
        } catch (RuntimeException e) {
            return "it cannot be checked";
        }
    }

    /** What the extension said of its fault is not repeated: it may hold what the candidate said. */
    private void fault(UUID interviewId, Outcome outcome, String what) {
        circuit.failed();
        listener.ended(name, outcome);
        LOG.log(
                System.Logger.Level.WARNING,
                "extension failed, interviewId={0}, hook={1}, outcome={2}",
                interviewId,
                name,
                outcome);
        bus.ask(
                        RecordIncident.ADDRESS,
                        new RecordIncident(
                                interviewId,
                                INCIDENT,
                                "The extension that serves " + name + " " + what + "; what is built in went on.",
                                name,
                                "extension",
                                "built-in",
                                clock.instant()))
                .onFailure(lost -> LOG.log(
                        System.Logger.Level.WARNING, "incident could not be stored, interviewId={0}", interviewId));
    }

    private static boolean isAbsence(Throwable fault) {
        return fault.getCause() instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }

    private static ErrorCode codeOf(Throwable fault) {
        return fault instanceof ServiceException known ? known.code() : ErrorCode.INTERNAL;
    }
}
