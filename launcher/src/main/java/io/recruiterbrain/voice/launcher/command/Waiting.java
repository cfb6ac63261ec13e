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
    private volatile boolean over;

    private Waiting(PrintStream terminal, String what) {
        this.terminal = terminal;
        this.what = what;
    }

    /** Runs something and shows that it is under way. */
    static <T> T during(String what, Callable<T> work) throws Exception {
        Waiting waiting = new Waiting(System.err, what);
        // Only the start script can tell whether standard error is a terminal; Java cannot on every version.
        if (!Boolean.getBoolean("rbv.terminal")) {
            return work.call();
        }
        Thread painter = Thread.ofPlatform().daemon().name("progress").start(waiting::paint);
        try {
            return work.call();
        } finally {
            waiting.over = true;
            LockSupport.unpark(painter);
            painter.join();
        }
    }

    private void paint() {
        boolean painted = false;
        for (int step = 0; !over; step++) {
            LockSupport.parkNanos(STEP);
            if (System.nanoTime() - begun > PATIENCE && !over) {
                terminal.print("\r" + bar(step) + " " + what + "\u001b[K");
                terminal.flush();
                painted = true;
            }
        }
        if (painted) {
            terminal.print("\r\u001b[K");
            terminal.flush();
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
