package io.recruiterbrain.voice.agent.room.webrtc;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that gives every sender its turn each 10 ms, without drift. A late turn is caught up; when the thread was
 * held up for longer than {@link #CATCH_UP}, the time is given up instead, because a burst would only fill the far
 * end's buffer.
 */
final class Pacer implements AutoCloseable {
    static final Duration TICK = Duration.ofMillis(10);
    static final Duration CATCH_UP = Duration.ofMillis(60);

    /** Something that has 10 ms to send. */
    interface Source {
        /** Called on the pacer's thread; must not block and must not throw. */
        void tick();
    }

    private final CopyOnWriteArrayList<Source> sources = new CopyOnWriteArrayList<>();
    private final Runnable onLate;
    private final Runnable onStall;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * Both are called on the pacer's thread.
     *
     * @param onLate a turn came more than 10 ms late, and is caught up
     * @param onStall time was given up
     */
    Pacer(Runnable onLate, Runnable onStall) {
        this.onLate = onLate;
        this.onStall = onStall;
        thread = Thread.ofPlatform().name("media-pacer").daemon().unstarted(this::run);
        thread.start();
    }

    /** Takes a source into the round; one that is in it already stays there once. */
    void add(Source source) {
        sources.addIfAbsent(source);
        LockSupport.unpark(thread);
    }

    void remove(Source source) {
        sources.remove(source);
    }

    /** Returns when the thread has ended: no source is called any more. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long due = System.nanoTime();
        while (running) {
            if (sources.isEmpty()) {
                LockSupport.park(this);
                due = System.nanoTime();
                continue;
            }
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
                continue;
            }
            if (-wait > CATCH_UP.toNanos()) {
                onStall.run();
                due = System.nanoTime();
            } else if (-wait > TICK.toNanos()) {
                onLate.run();
            }
            sources.forEach(Source::tick);
            due += TICK.toNanos();
        }
    }
}
