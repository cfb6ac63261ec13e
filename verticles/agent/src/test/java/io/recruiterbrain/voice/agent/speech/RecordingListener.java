package io.recruiterbrain.voice.agent.speech;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a session says until a test asks for it. */
public final class RecordingListener implements SpeechToText.Listener {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Transcription> finals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> interim = new LinkedBlockingQueue<>();
    private final BlockingQueue<ServiceException> failures = new LinkedBlockingQueue<>();
    private final AtomicInteger interims = new AtomicInteger();

    @Override
    public void onInterim(String text) {
        interims.incrementAndGet();
        interim.add(text);
    }

    @Override
    public void onFinal(Transcription transcription) {
        finals.add(transcription);
    }

    @Override
    public void onFailure(ServiceException fault) {
        failures.add(fault);
    }

    public Transcription nextFinal() throws Exception {
        return next(finals);
    }

    public String nextInterim() throws Exception {
        return next(interim);
    }

    public ServiceException nextFailure() throws Exception {
        return next(failures);
    }

    /** Finals that nobody asked for yet. */
    public int finals() {
        return finals.size();
    }

    /** All interim transcripts until now. */
    public int interims() {
        return interims.get();
    }

    public int failures() {
        return failures.size();
    }

    private static <T> T next(BlockingQueue<T> queue) throws Exception {
        T next = queue.poll(PATIENCE_SECONDS, SECONDS);
        if (next == null) {
            throw new TimeoutException("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }
}
