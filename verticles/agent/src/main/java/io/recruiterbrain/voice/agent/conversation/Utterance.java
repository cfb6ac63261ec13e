package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.conversation.Sentence.State;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One agent's turn while it is spoken: sentences come in as they are worded, are synthesised ahead, and queued one at a
 * time, so that the turn can stop between two of them and that what was heard is known at any moment. On the
 * conversation's thread, except for the audio that comes in.
 */
final class Utterance {
    private static final Duration WATCH = Duration.ofMillis(100);
    private static final Duration WATCH_START = Duration.ofMillis(10);
    /** A voice that makes no sound for so long has failed. */
    private static final Duration NO_SOUND = Duration.ofSeconds(8);

    private final TextToSpeech voice;
    private final AudioOutput output;
    private final Scheduler scheduler;
    private final Speaking listener;
    private final Settings settings;
    private final List<Sentence> sentences = new ArrayList<>();

    private boolean silent;
    private boolean worded;
    private boolean started;
    private boolean cut;
    private boolean over;
    private int writing;
    private int round;
    private @Nullable Duration stoppedAt;
    private String lastProgress = "";
    private @Nullable Instant firstSentenceAt;
    private @Nullable Instant firstFrameAt;
    private Scheduler.@Nullable Timer watch;
    private Scheduler.@Nullable Timer pump;
    private boolean draining;

    /**
     * @param silent sentences are shown, not spoken
     * @param endBy a sentence that would not be over by then is not begun; absent when there is time
     * @param lookahead how long before the end of a sentence the next is queued
     * @param perWord expected length of a word whose sound is not known yet
     */
    record Settings(boolean silent, @Nullable Instant endBy, Duration lookahead, Duration perWord) {}

    Utterance(TextToSpeech voice, AudioOutput output, Scheduler scheduler, Settings settings, Speaking listener) {
        this.voice = voice;
        this.output = output;
        this.scheduler = scheduler;
        this.settings = settings;
        this.silent = settings.silent();
        this.listener = listener;
    }

    /** The next sentence. */
    void add(String sentence) {
        if (over || worded) {
            return;
        }
        if (firstSentenceAt == null) {
            firstSentenceAt = scheduler.now();
        }
        sentences.add(new Sentence(sentence));
        proceed();
    }

    /** No further sentence follows. */
    void complete() {
        worded = true;
        proceed();
    }

    /** Silence at once. {@link #resume} goes on from the sentence that was cut. */
    void cut() {
        if (over || cut) {
            return;
        }
        cut = true;
        stoppedAt = output.played();
        stopTimers();
        round++;
        draining = false;
        for (Sentence sentence : sentences) {
            if (sentence.state == State.BEING_MADE) {
                if (sentence.speech != null) {
                    sentence.speech.cancel();
                }
                sentence.frames.clear();
                sentence.state = State.WAITING;
            }
        }
        if (!silent) {
            output.clear();
        }
    }

    void resume() {
        if (over || !cut) {
            return;
        }
        Duration played = stoppedAt == null ? Duration.ZERO : stoppedAt;
        cut = false;
        started = false;
        stoppedAt = null;
        writing = 0;
        while (writing < sentences.size() && sentences.get(writing).isHeard(played)) {
            writing++;
        }
        for (Sentence sentence : sentences.subList(writing, sentences.size())) {
            if (sentence.state == State.MADE && !silent) {
                sentence.rewind();
            } else {
                sentence.unmake();
            }
        }
        proceed();
    }

    /** Says the sentence that is being said, and no other. */
    void finishSentence() {
        worded = true;
        if (over || cut) {
            finish();
            return;
        }
        int keep = Math.min(sentences.size(), writing + (isWriting(writing) ? 1 : 0));
        for (Sentence dropped : sentences.subList(keep, sentences.size())) {
            if (dropped.speech != null) {
                dropped.speech.cancel();
            }
        }
        sentences.subList(keep, sentences.size()).clear();
        proceed();
    }

    /** Shows instead of speaking from now on; what is being said is cut. */
    void fallSilent() {
        if (silent || over) {
            return;
        }
        boolean wasCut = cut;
        cut();
        silent = true;
        if (!wasCut) {
            resume();
        }
    }

    /** Ends it for good, without a report. */
    void abandon() {
        cut();
        over = true;
    }

    /** What was heard so far. */
    String heard() {
        Duration played = stoppedAt == null ? output.played() : stoppedAt;
        return sentences.stream()
                .map(sentence -> sentence.heard(played, settings.perWord()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Part of the words so far that was heard, from 0 to 1. */
    double heardShare() {
        int all = sentences.stream()
                .mapToInt(sentence -> sentence.text.length() + 1)
                .sum();
        return all == 0 ? 0 : (heard().length() + 1.0) / all;
    }

    boolean isCut() {
        return cut;
    }

    @Nullable
    Instant firstSentenceAt() {
        return firstSentenceAt;
    }

    @Nullable
    Instant firstFrameAt() {
        return firstFrameAt;
    }

    private boolean isWriting(int index) {
        return index < sentences.size() && sentences.get(index).from != null;
    }

    private void proceed() {
        if (over || cut) {
            return;
        }
        make();
        write();
        if (worded && writing >= sentences.size()) {
            drain();
        }
    }

    /** One synthesis at a time, at most one sentence ahead of the one that is written. */
    private void make() {
        if (silent || sentences.stream().anyMatch(sentence -> sentence.state == State.BEING_MADE)) {
            return;
        }
        for (int i = writing; i < Math.min(sentences.size(), writing + 2); i++) {
            Sentence sentence = sentences.get(i);
            if (sentence.state == State.WAITING) {
                make(sentence);
                return;
            }
        }
    }

    private void make(Sentence sentence) {
        int madeIn = round;
        sentence.state = State.BEING_MADE;
        TextToSpeech.Speech speech;
        try {
            speech = voice.speak(sentence.text, frame -> scheduler.execute(() -> takeFrame(sentence, frame, madeIn)));
        } catch (RuntimeException e) {
            scheduler.execute(() -> voiceFailed(sentence, madeIn));
            return;
        }
        sentence.speech = speech;
        scheduler.at(scheduler.now().plus(NO_SOUND), () -> {
            if (madeIn == round && sentence.state == State.BEING_MADE && sentence.frames.isEmpty()) {
                speech.cancel();
                voiceFailed(sentence, madeIn);
            }
        });
        speech.done()
                .onComplete(done -> scheduler.execute(() -> {
                    if (done.failed()) {
                        voiceFailed(sentence, madeIn);
                    } else if (madeIn == round && sentence.state == State.BEING_MADE) {
                        sentence.state = State.MADE;
                        proceed();
                    }
                }));
    }

    private void takeFrame(Sentence sentence, AudioFrame frame, int madeIn) {
        if (madeIn == round && sentence.state == State.BEING_MADE) {
            sentence.frames.add(frame);
            proceed();
        }
    }

    private void voiceFailed(Sentence sentence, int madeIn) {
        if (madeIn != round || over || silent) {
            return;
        }
        silent = true;
        // A sentence that is half said is shown whole: whoever listens can read its end.
        sentence.state = State.WAITING;
        scheduler.execute(listener::voiceFailed);
        proceed();
    }

    private void write() {
        while (writing < sentences.size()) {
            Sentence sentence = sentences.get(writing);
            if (silent && sentence.state != State.MADE) {
                show(sentence);
                continue;
            }
            if (sentence.frames.isEmpty() && sentence.state != State.MADE) {
                return;
            }
            if (sentence.from == null && !mayBegin(sentence)) {
                return;
            }
            if (sentence.from == null) {
                sentence.from = output.written();
                watchStart();
            }
            while (sentence.framesWritten < sentence.frames.size()) {
                output.write(sentence.frames.get(sentence.framesWritten++));
            }
            if (sentence.state != State.MADE) {
                return;
            }
            sentence.to = output.written();
            writing++;
            make();
        }
    }

    private boolean mayBegin(Sentence sentence) {
        Instant now = scheduler.now();
        Duration queued = output.written().minus(output.played());
        if (queued.compareTo(settings.lookahead()) > 0) {
            if (pump == null) {
                pump = scheduler.at(now.plus(queued.minus(settings.lookahead())), () -> {
                    pump = null;
                    proceed();
                });
            }
            return false;
        }
        Duration needed = sentence.state == State.MADE
                ? sentence.length()
                : settings.perWord().multipliedBy(sentence.text.split("\\s+").length);
        Instant endBy = settings.endBy();
        if (endBy == null || !now.plus(queued).plus(needed).isAfter(endBy)) {
            return true;
        }
        boolean first = writing == 0;
        if (sentence.speech != null) {
            sentence.speech.cancel();
        }
        if (first) {
            silent = true;
            sentence.state = State.WAITING;
            scheduler.execute(this::proceed);
        } else {
            worded = true;
            sentences.subList(writing, sentences.size()).clear();
            scheduler.execute(this::proceed);
        }
        return false;
    }

    private void show(Sentence sentence) {
        sentence.state = State.SHOWN;
        writing++;
        started();
        progress();
    }

    private void watchStart() {
        if (firstFrameAt == null) {
            firstFrameAt = scheduler.now();
        }
        if (watch == null) {
            watch = scheduler.at(scheduler.now().plus(WATCH_START), this::watch);
        }
    }

    private void watch() {
        watch = null;
        if (over || cut) {
            return;
        }
        Duration played = output.played();
        boolean audible = sentences.stream().anyMatch(one -> one.from != null && played.compareTo(one.from) > 0);
        if (audible) {
            started();
            progress();
        }
        watch = scheduler.at(scheduler.now().plus(started ? WATCH : WATCH_START), this::watch);
    }

    private void started() {
        if (!started) {
            started = true;
            Instant at = scheduler.now();
            // Posted, so that the listener may cut or drop this turn without meeting it in mid-step.
            scheduler.execute(() -> listener.started(at));
        }
    }

    private void progress() {
        String heard = heard();
        if (!heard.equals(lastProgress)) {
            lastProgress = heard;
            listener.progressed(heard);
        }
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        if (sentences.stream().allMatch(sentence -> sentence.state == State.SHOWN)) {
            finish();
            return;
        }
        int drainedIn = round;
        output.drained()
                .onComplete(done -> scheduler.execute(() -> {
                    if (drainedIn == round && !over) {
                        started();
                        finish();
                    }
                }));
    }

    private void finish() {
        if (over) {
            return;
        }
        if (!cut) {
            progress();
        }
        over = true;
        stopTimers();
        scheduler.execute(listener::finished);
    }

    private void stopTimers() {
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
        if (pump != null) {
            pump.cancel();
            pump = null;
        }
    }
}
