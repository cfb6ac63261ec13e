package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One candidate's stream over the recognisers of a chain. Calls come from the conversation, words and faults from the
 * recognisers' threads; one lock orders them, and the listener is never called while it is held.
 */
final class ChainedSession implements SpeechToText.Session {
    /** About two minutes in frames of 10 ms: more than the longest stretch that is handed over. */
    private static final int MOST_KEPT_FRAMES = 12_000;

    private static final Duration SOON = Duration.ofMillis(1);

    /** Audio whose words are not there yet. */
    private static final class Stretch {
        final List<AudioFrame> frames = new ArrayList<>();
        boolean finished;
    }

    private final Chain<SpeechToText> chain;
    private final SpeechToText.Options options;
    private final SpeechToText.Listener listener;
    private final Object lock = new Object();
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private int keptFrames;
    private @Nullable Link<SpeechToText> link;
    private SpeechToText.@Nullable Session session;
    private int generation;
    private int attempts;
    private boolean waiting;
    private boolean closed;

    ChainedSession(Chain<SpeechToText> chain, SpeechToText.Options options, SpeechToText.Listener listener) {
        this.chain = chain;
        this.options = options;
        this.listener = listener;
        synchronized (lock) {
            connect(first());
        }
    }

    @Override
    public void write(AudioFrame frame) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            Stretch running = stretches.peekLast();
            if (running == null || running.finished) {
                running = new Stretch();
                preferBest();
                stretches.addLast(running);
            }
            if (keptFrames < MOST_KEPT_FRAMES) {
                running.frames.add(frame);
                keptFrames++;
            }
            if (session != null) {
                session.write(frame);
            }
        }
    }

    @Override
    public void finish() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            Stretch running = stretches.peekLast();
            if (running == null || running.finished) {
                running = new Stretch();
                stretches.addLast(running);
            }
            running.finished = true;
            if (session != null) {
                session.finish();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            generation++;
            disconnect();
            stretches.clear();
        }
    }

    /** Between two stretches a better provider than the present one is tried, once it is no longer left alone. */
    private void preferBest() {
        Link<SpeechToText> present = link;
        if (present == null || waiting || !stretches.isEmpty()) {
            return;
        }
        int position = chain.links().indexOf(present);
        for (Link<SpeechToText> better : chain.links().subList(0, position)) {
            if (better.circuit().permits()) {
                disconnect();
                connect(better);
                return;
            }
        }
    }

    private Link<SpeechToText> first() {
        Link<SpeechToText> permitted = chain.firstPermitted(0);
        return permitted == null ? chain.links().getLast() : permitted;
    }

    /** Opens a session and has it hear what has no words yet. */
    private void connect(Link<SpeechToText> next) {
        link = next;
        int number = ++generation;
        try {
            SpeechToText.Session opened = next.port().open(options, new Words(next, number));
            session = opened;
            for (Stretch stretch : stretches) {
                stretch.frames.forEach(opened::write);
                if (stretch.finished) {
                    opened.finish();
                }
            }
        } catch (RuntimeException e) {
            ServiceException fault = Chain.known(e);
            chain.delay().after(SOON, () -> failed(next, number, fault));
        }
    }

    private void disconnect() {
        SpeechToText.Session old = session;
        session = null;
        if (old != null) {
            old.close();
        }
    }

    private void settled(Link<SpeechToText> by, int number) {
        synchronized (lock) {
            if (closed || number != generation) {
                return;
            }
            attempts = 0;
            Stretch done = stretches.pollFirst();
            if (done != null) {
                keptFrames -= done.frames.size();
            }
        }
        chain.succeeded(by);
    }

    private void failed(Link<SpeechToText> by, int number, ServiceException fault) {
        Link<SpeechToText> next;
        synchronized (lock) {
            if (closed || number != generation) {
                return;
            }
            disconnect();
            generation++;
            Link<SpeechToText> other = chain.firstPermitted(chain.links().indexOf(by) + 1);
            boolean again =
                    fault.code().retryable() && ++attempts <= chain.policy().retries();
            next = other != null ? other : again ? by : null;
            waiting = by.equals(next);
            if (next != null && !waiting) {
                attempts = 0;
                connect(next);
            } else if (next != null) {
                int expected = generation;
                chain.delay()
                        .after(
                                chain.policy()
                                        .delayAfter(attempts, Chain.retryAfter(fault), ThreadLocalRandom.current()),
                                () -> again(by, expected));
            }
        }
        chain.failed(by, fault, next);
        if (next == null) {
            listener.onFailure(fault);
        }
    }

    private void again(Link<SpeechToText> by, int expected) {
        synchronized (lock) {
            if (!closed && expected == generation) {
                waiting = false;
                connect(by);
            }
        }
    }

    private boolean isCurrent(int number) {
        synchronized (lock) {
            return !closed && number == generation;
        }
    }

    /** What one session says; one that was given up says nothing any more. */
    private final class Words implements SpeechToText.Listener {
        private final Link<SpeechToText> by;
        private final int number;

        Words(Link<SpeechToText> by, int number) {
            this.by = by;
            this.number = number;
        }

        @Override
        public void onInterim(String text) {
            if (isCurrent(number)) {
                listener.onInterim(text);
            }
        }

        @Override
        public void onFinal(SpeechToText.Transcription transcription) {
            if (isCurrent(number)) {
                settled(by, number);
                listener.onFinal(transcription);
            }
        }

        @Override
        public void onFailure(ServiceException fault) {
            failed(by, number, fault);
        }
    }
}
