package io.recruiterbrain.voice.launcher.command;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Does something once when the process is told to end, before the JVM itself begins to.
 *
 * <p>A shutdown hook alone comes too late: the JVM runs all hooks at the same time, and that of ONNX Runtime ends the
 * runtime under whoever still embeds the last words of an interview, which crashed the process. For the same reason no
 * hook runs beside a start. A second signal, two seconds later, ends it at once.
 */
final class EndSignals {
    /** What is left to do when everything was done that had to be done before. */
    enum Ending {
        /** Nothing works any more: the JVM ends with all its hooks. */
        IN_ORDER,
        /** Something still works: the JVM ends without its hooks. */
        AT_ONCE,
        /** Another thread is about to end the process, with an exit code of its own. */
        BY_OTHERS
    }

    private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15, "HUP", 1);

    /** A terminal and a parent may both pass on one Ctrl-C. */
    private static final long SAME_SIGNAL_NANOS = 2_000_000_000L;

    private final Supplier<Ending> stop;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile long begunNanos;

    private EndSignals(Supplier<Ending> stop) {
        this.stop = stop;
    }

    /** @param stop called once; an ending of ours has the exit code 128 and the signal's number */
    static void onEnd(Supplier<Ending> stop) {
        EndSignals signals = new EndSignals(stop);
        // For whatever else ends the JVM in order.
        Runtime.getRuntime().addShutdownHook(new Thread(signals::once, "shutdown"));
        NUMBERS.forEach(signals::listen);
    }

    private void once() {
        if (begun.compareAndSet(false, true)) {
            // The JVM is ending already, with an exit code that somebody else chose.
            Ending unused = stop.get();
        }
    }

    /** By reflection: the class is in every JDK, and the compiler warns of it whenever it is named. */
    private void listen(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    EndSignals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            received(128 + number);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A machine without such signals: the hook does it.
        }
    }

    private void received(int exitCode) {
        if (begun.compareAndSet(false, true)) {
            begunNanos = System.nanoTime();
            Thread.ofPlatform().name("shutdown").start(() -> {
                switch (stop.get()) {
                    case IN_ORDER -> System.exit(exitCode);
                    case AT_ONCE -> Runtime.getRuntime().halt(exitCode);
                    case BY_OTHERS -> {}
                }
            });
        } else if (System.nanoTime() - begunNanos > SAME_SIGNAL_NANOS) {
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
