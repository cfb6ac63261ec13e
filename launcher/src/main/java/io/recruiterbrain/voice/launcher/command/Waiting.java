package io.recruiterbrain.voice.launcher.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A moving bar on a terminal while something takes longer than two seconds; silent elsewhere. */
final class Waiting {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(120);
    private static final int WIDTH = 24;
    private static final int HEAD = 5;

    private final PrintStream terminal;
    private final String what;
    private final long begun = System.nanoTime();
    private final long patience;
    private boolean painted;
    private volatile boolean over;

    /** @param patience nanoseconds before it shows */
    Waiting(PrintStream terminal, String what, long patience) {
        this.terminal = terminal;
        this.what = what;
        this.patience = patience;
    }

    /** For something that begins now. */
    static Waiting of(String what) {
        return new Waiting(System.err, what, PATIENCE);
    }

    /** Runs something and shows that it is under way. */
    static <T> T during(String what, Callable<T> work) throws Exception {
        return of(what).during(work);
    }

    /** The same for this one; once only. */
    <T> T during(Callable<T> work) throws Exception {
        // Only the start script can tell whether standard error is a terminal; Java cannot on every version.
        if (!Boolean.getBoolean("rbv.terminal")) {
            return work.call();
        }
        Thread painter = Thread.ofPlatform().daemon().name("progress").start(this::paint);
        try {
            return work.call();
        } finally {
            end();
            LockSupport.unpark(painter);
            painter.join();
        }
    }

    /** Clears the line for whoever has something to say meanwhile; nothing is shown after that. From any thread. */
    synchronized void end() {
        over = true;
        if (painted) {
            terminal.print("\r\u001b[K");
            terminal.flush();
            painted = false;
        }
    }

    private void paint() {
        for (int step = 0; !over; step++) {
            LockSupport.parkNanos(STEP);
            if (System.nanoTime() - begun > patience) {
                paint(step);
            }
        }
    }

    private synchronized void paint(int step) {
        if (!over) {
            terminal.print("\r" + bar(step) + " " + what + "\u001b[K");
            terminal.flush();
            painted = true;
        }
    }

    private static String bar(int step) {
        StringBuilder bar = new StringBuilder("[");
        for (int i = 0; i < WIDTH; i++) {
            bar.append(Math.floorMod(i - step, WIDTH) < HEAD ? '#' : '.');
        }
        return bar.append(']').toString();
    }
}
