package io.recruiterbrain.voice.agent.conversation;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Scheduler} on a Vert.x context. Its time starts at the clock's and then runs by the monotonic one. */
public final class VertxScheduler implements Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(VertxScheduler.class);

    private final Vertx vertx;
    private final Context context;
    private final Instant startedAt;
    private final long startedNanos;
    private final Consumer<RuntimeException> faults;

    /** One whose tasks' faults are logged and no more. */
    public VertxScheduler(Vertx vertx, Context context, Clock clock) {
        this(vertx, context, clock, fault -> LOG.atError().setCause(fault).log("a scheduled step failed"));
    }

    /**
     * @param context where every task runs, one at a time
     * @param faults told, there, of each task that threw
     */
    public VertxScheduler(Vertx vertx, Context context, Clock clock, Consumer<RuntimeException> faults) {
        this.vertx = vertx;
        this.context = context;
        this.faults = faults;
        this.startedAt = clock.instant();
        this.startedNanos = System.nanoTime();
    }

    @Override
    public Instant now() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> run(task));
    }

    @Override
    public Timer at(Instant when, Runnable task) {
        AtomicBoolean open = new AtomicBoolean(true);
        long millis =
                Math.max(1, Duration.between(now(), when).plusNanos(999_999).toMillis());
        long timer = vertx.setTimer(
                millis,
                id -> context.runOnContext(ignored -> {
                    if (open.getAndSet(false)) {
                        run(task);
                    }
                }));
        return () -> {
            if (open.getAndSet(false)) {
                vertx.cancelTimer(timer);
            }
        };
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }
}
