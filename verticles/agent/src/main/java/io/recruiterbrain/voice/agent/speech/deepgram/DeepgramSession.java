package io.recruiterbrain.voice.agent.speech.deepgram;

import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.deepgram.ListenMessage.Results;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate's stretches over one WebSocket, opened at once and again when it was cut. What callers do and what comes
 * from the socket meets on the adapter's context.
 */
final class DeepgramSession implements SpeechToText.Session, ListenConnection.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DeepgramSession.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** Part of the usual patience when a Finalize might not be answered. */
    private static final int IMPATIENT = 4;

    private final Vertx vertx;
    private final Context context;
    private final DeepgramConfig.Patience patience;
    private final DeepgramMetrics metrics;
    private final SpeechToText.Listener listener;
    private final Function<ListenConnection.Owner, ListenConnection> connect;
    private final Consumer<DeepgramSession> onClose;

    /** Held while the listener is called, so that close can promise that nothing follows. */
    private final ReentrantLock delivery = new ReentrantLock();

    private boolean closed;

    /** Stretches whose words are owed, oldest first. */
    private final Deque<Stretch> stretches = new ArrayDeque<>();

    private @Nullable Stretch speaking;
    private @Nullable ListenConnection connection;
    private boolean open;
    private boolean everOpen;
    private boolean waiting;
    private int attempts;

    /** @param connect begins to open a connection */
    DeepgramSession(
            Vertx vertx,
            Context context,
            DeepgramConfig.Patience patience,
            DeepgramMetrics metrics,
            SpeechToText.Listener listener,
            Function<ListenConnection.Owner, ListenConnection> connect,
            Consumer<DeepgramSession> onClose) {
        this.vertx = vertx;
        this.context = context;
        this.patience = patience;
        this.metrics = metrics;
        this.listener = listener;
        this.connect = connect;
        this.onClose = onClose;
    }

    void begin() {
        context.runOnContext(now -> connect());
    }

    @Override
    public void write(AudioFrame frame) {
        if (frame.sampleRate() != AudioFrame.SPEECH_RATE) {
            throw new IllegalArgumentException("speech recognition takes 16 kHz, not " + frame.sampleRate());
        }
        context.runOnContext(now -> hear(frame.samples()));
    }

    @Override
    public void finish() {
        long at = metrics.now();
        context.runOnContext(now -> end(at));
    }

    @Override
    public void close() {
        delivery.lock();
        try {
            closed = true;
        } finally {
            delivery.unlock();
        }
        onClose.accept(this);
        context.runOnContext(now -> {
            stretches.clear();
            ListenConnection current = connection;
            connection = null;
            if (current != null) {
                current.close();
            }
        });
    }

    private void connect() {
        waiting = false;
        if (connection == null && !isClosed()) {
            connection = connect.apply(this);
        }
    }

    private void hear(short[] samples) {
        if (isClosed()) {
            return;
        }
        Stretch stretch = speaking;
        if (stretch == null) {
            stretch = new Stretch(Math.toIntExact(patience.replay().toMillis() * AudioFrame.SPEECH_RATE / 1000));
            speaking = stretch;
            stretches.add(stretch);
        }
        ListenConnection current = connection;
        if (open && current != null && !stretch.isBegun()) {
            stretch.beginAt(current.position());
        }
        stretch.add(samples);
        if (open && current != null) {
            current.send(samples);
        } else if (current == null && !waiting) {
            connect();
        }
    }

    private void end(long at) {
        if (isClosed()) {
            return;
        }
        Stretch stretch = speaking;
        speaking = null;
        if (stretch == null) {
            stretch = new Stretch(1);
            stretches.add(stretch);
        }
        stretch.finish(at);
        if (stretch.isEmpty()) {
            complete(stretch);
        } else if (open) {
            askForWords(stretch);
        }
        deliver();
    }

    private void askForWords(Stretch stretch) {
        ListenConnection current = connection;
        if (current == null) {
            return;
        }
        current.finalizeStream();
        if (stretch.isCovered()) {
            complete(stretch);
            return;
        }
        awaitWords(stretch, current);
    }

    private void awaitWords(Stretch stretch, ListenConnection asked) {
        long wait = patience.lastWords().toMillis();
        if (stretch.hasHardlyAnythingLeft()) {
            wait = Math.max(1, wait / IMPATIENT);
        }
        vertx.setTimer(wait, id -> overdue(stretch, asked));
    }

    private void overdue(Stretch stretch, ListenConnection asked) {
        if (stretch.isDone() || asked != connection || isClosed()) {
            return;
        }
        if (stretch.isAsGoodAsKnown()) {
            metrics.unanswered();
            stretch.settleForInterim();
            complete(stretch);
            deliver();
        } else {
            if (stretch.stalled() > 1) {
                // A second replay would make the candidate wait longer than another provider does.
                attempts = patience.reconnects();
            }
            asked.stalled();
        }
    }

    @Override
    public void opened(ListenConnection opened) {
        if (opened != connection) {
            return;
        }
        open = true;
        everOpen = true;
        boolean again = attempts > 0;
        for (Stretch stretch : stretches) {
            if (stretch.isDone()) {
                continue;
            }
            metrics.dropped((double) stretch.beginAt(opened.position()) / AudioFrame.SPEECH_RATE);
            if (again) {
                metrics.replayed((double) stretch.kept() / AudioFrame.SPEECH_RATE);
            }
            stretch.replay(opened::send);
            if (stretch.isFinished()) {
                askForWords(stretch);
            }
        }
        deliver();
    }

    @Override
    public void message(ListenConnection from, ListenMessage message) {
        if (from == connection && message instanceof Results results) {
            heard(results);
        }
    }

    private void heard(Results results) {
        if (results.isFinal()) {
            attempts = 0;
        }
        Stretch spokenOf = null;
        for (Stretch stretch : stretches) {
            if (results.isFinal() && stretch.isBefore(results) && !stretch.isDone()) {
                // Deepgram is past it, so it will say no more of it.
                stretch.settleForInterim();
                complete(stretch);
            }
            if (spokenOf == null && !stretch.isDone() && stretch.holds(results)) {
                spokenOf = stretch;
                stretch.take(results);
                settle(stretch, results);
            }
        }
        if (results.fromFinalize()) {
            finalized(results);
        }
        deliver();
        if (spokenOf != null && spokenOf == stretches.peek()) {
            String text = spokenOf.wordsSoFar();
            if (!text.isEmpty()) {
                call(() -> listener.onInterim(text));
            }
        }
    }

    private void settle(Stretch stretch, Results latest) {
        ListenConnection current = connection;
        if (stretch.isCovered()) {
            complete(stretch);
        } else if (latest.isFinal() && stretch.isFinished() && stretch.hasHardlyAnythingLeft() && current != null) {
            awaitWords(stretch, current);
        }
    }

    /** Finalize is answered in order: the answer is the oldest waiting stretch's that it reaches. */
    private void finalized(Results results) {
        for (Stretch stretch : stretches) {
            if (!stretch.isDone()) {
                if (stretch.isFinished() && stretch.isReachedBy(results) && stretch != speaking) {
                    complete(stretch);
                }
                return;
            }
        }
    }

    private void complete(Stretch stretch) {
        if (!stretch.isDone()) {
            stretch.complete();
            if (!stretch.isEmpty()) {
                metrics.finalised(stretch.finishedAt());
            }
        }
    }

    /** Hands over what is complete, in the order in which it was spoken. */
    private void deliver() {
        Stretch first = stretches.peek();
        while (first != null && first.isDone()) {
            stretches.remove();
            SpeechToText.Transcription transcription = first.transcription();
            call(() -> listener.onFinal(transcription));
            first = stretches.peek();
        }
    }

    @Override
    public void lost(ListenConnection gone, ProviderException fault) {
        if (gone != connection) {
            return;
        }
        connection = null;
        open = false;
        stretches.forEach(Stretch::unplug);
        if (isClosed()) {
            return;
        }
        Duration asked = fault.retryAfter();
        boolean hopeless =
                fault.code() == ErrorCode.PROVIDER_REJECTED || (asked != null && asked.compareTo(LONGEST_PAUSE) > 0);
        if (!everOpen || hopeless) {
            fail(fault);
        } else if (attempts < patience.reconnects()) {
            reconnect(fault, asked);
        } else if (stretches.isEmpty()) {
            // Nobody is speaking: the next words try again.
            attempts = 0;
        } else {
            fail(fault);
        }
    }

    private void reconnect(ProviderException fault, @Nullable Duration asked) {
        attempts++;
        metrics.reconnect();
        LOG.atWarn()
                .addKeyValue("provider", DeepgramFaults.PROVIDER)
                .addKeyValue("errorCode", fault.code())
                .addKeyValue("attempt", attempts)
                .log("stream was cut, opening another one");
        long pause = patience.backoff().toMillis() << Math.min(attempts - 1, 10);
        pause = Math.min(
                LONGEST_PAUSE.toMillis(),
                pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
        waiting = true;
        vertx.setTimer(Math.max(1, asked == null ? pause : asked.toMillis()), id -> connect());
    }

    private void fail(ProviderException fault) {
        call(() -> {
            closed = true;
            listener.onFailure(fault);
        });
        close();
    }

    private void call(Runnable call) {
        delivery.lock();
        try {
            if (!closed) {
                call.run();
            }
        } finally {
            delivery.unlock();
        }
    }

    private boolean isClosed() {
        delivery.lock();
        try {
            return closed;
        } finally {
            delivery.unlock();
        }
    }
}
