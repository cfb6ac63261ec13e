package io.recruiterbrain.voice.agent.speech.openai;

import io.micrometer.core.instrument.Counter;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Listener;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.openai.OpenAiSpeechToText.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/** One candidate's stretches. Requests may overlap; their words come in the order of speech. */
final class OpenAiSttSession implements SpeechToText.Session {
    /** Ten minutes: below the 25 MB that OpenAI takes in one file. What comes on top is dropped. */
    private static final int MAX_SAMPLES = AudioFrame.SPEECH_RATE * 600;
    /** OpenAI refuses a file of less than 0.1 s, in which nobody says anything. */
    private static final int MIN_SAMPLES = AudioFrame.SPEECH_RATE / 10;

    private static final Transcription NOTHING = new Transcription("", null, List.of());

    private final Listener listener;
    private final OpenAiFaults faults;
    private final Function<WavFile, Request> transcriber;
    private final Counter dropped;
    private final Consumer<OpenAiSttSession> onClose;
    private WavFile stretch = new WavFile();
    /** Requests without an answer that was handed over, in the order of speech; guarded by itself. */
    private final Deque<Request> waiting = new ArrayDeque<>();
    /** Reentrant: a listener may close the session while it is told something. */
    private final ReentrantLock delivery = new ReentrantLock();

    private boolean closed;

    OpenAiSttSession(
            Listener listener,
            OpenAiFaults faults,
            Function<WavFile, Request> transcriber,
            Counter dropped,
            Consumer<OpenAiSttSession> onClose) {
        this.listener = listener;
        this.faults = faults;
        this.transcriber = transcriber;
        this.dropped = dropped;
        this.onClose = onClose;
    }

    @Override
    public void write(AudioFrame frame) {
        if (frame.sampleRate() != AudioFrame.SPEECH_RATE) {
            throw new IllegalArgumentException("speech recognition takes 16 kHz, not " + frame.sampleRate());
        }
        if (isClosed()) {
            return;
        }
        if (stretch.length() + frame.samples().length > MAX_SAMPLES) {
            dropped.increment((double) frame.samples().length / AudioFrame.SPEECH_RATE);
            return;
        }
        stretch.add(frame.samples());
    }

    @Override
    public void finish() {
        if (isClosed()) {
            return;
        }
        WavFile spoken = stretch;
        stretch = new WavFile();
        Request request = spoken.length() < MIN_SAMPLES
                ? new Request(CompletableFuture.completedFuture(NOTHING), () -> {})
                : transcriber.apply(spoken);
        synchronized (waiting) {
            waiting.add(request);
        }
        request.answer().whenComplete((transcription, fault) -> handOver());
        if (isClosed()) {
            request.cancel().run();
        }
    }

    /** Hands over all answers that are next in order. */
    private void handOver() {
        delivery.lock();
        try {
            while (!closed) {
                Request next;
                synchronized (waiting) {
                    next = waiting.peek();
                    if (next == null || !next.answer().isDone()) {
                        return;
                    }
                    waiting.remove();
                }
                handOver(next.answer());
            }
        } finally {
            delivery.unlock();
        }
    }

    private void handOver(CompletableFuture<Transcription> answer) {
        if (answer.isCompletedExceptionally()) {
            closed = true;
            listener.onFailure(faults.of(answer.exceptionNow()));
            close();
        } else {
            listener.onFinal(answer.join());
        }
    }

    @Override
    public void close() {
        delivery.lock();
        try {
            closed = true;
        } finally {
            delivery.unlock();
        }
        List<Request> rest;
        synchronized (waiting) {
            rest = List.copyOf(waiting);
            waiting.clear();
        }
        rest.forEach(request -> request.cancel().run());
        onClose.accept(this);
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
