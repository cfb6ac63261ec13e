package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.conversation.Sentence.State;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One agent's turn while it is spoken: sentences come in as they are worded, are synthesised ahead, and queued one at a
 * time, so that the turn can stop between two of them and that what was heard is known at any moment. On the
 * conversation's thread.
 */
final class Utterance {
    private final AudioOutput output;
    private final Scheduler scheduler;
    private final Speaking listener;
    private final Settings settings;
    private final Sentences sentences = new Sentences();
    private final Synthesis synthesis;
    private final Playback playback;

    private boolean silent;
    private boolean worded;
    private boolean cut;
    private boolean draining;
    private boolean over;
    private int cuts;
    private @Nullable Duration stoppedAt;
    private @Nullable Instant firstSentenceAt;
    private Scheduler.@Nullable Timer pump;

    /**
     * @param silent sentences are shown, not spoken
     * @param endBy a sentence that would not be over by then is not begun; absent when there is time
     * @param lookahead how long before the end of a sentence the next is queued
     * @param perWord expected length of a word whose sound is not known yet
     */
    record Settings(boolean silent, @Nullable Instant endBy, Duration lookahead, Duration perWord) {}

    Utterance(TextToSpeech voice, AudioOutput output, Scheduler scheduler, Settings settings, Speaking listener) {
        this.output = output;
        this.scheduler = scheduler;
        this.settings = settings;
        this.silent = settings.silent();
        this.listener = listener;
        this.synthesis = new Synthesis(voice, scheduler, new Making());
        this.playback = new Playback(sentences, output, scheduler, this::heard, listener);
    }

    /** The next sentence. */
    void add(String sentence) {
        add(new Sentence(sentence));
    }

    /** The next sentence, with its sound. */
    void add(Acknowledgements.Ready made) {
        add(Sentence.made(made.sentence(), made.frames()));
    }

    private void add(Sentence sentence) {
        if (over || worded) {
            return;
        }
        if (firstSentenceAt == null) {
            firstSentenceAt = scheduler.now();
        }
        sentences.add(sentence);
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
        cuts++;
        stoppedAt = output.played();
        stopTimers();
        draining = false;
        synthesis.stop();
        sentences.stopMaking();
        if (!silent) {
            output.clear();
        }
    }

    void resume() {
        if (over || !cut) {
            return;
        }
        sentences.goBack(stoppedAt == null ? Duration.ZERO : stoppedAt, !silent);
        cut = false;
        stoppedAt = null;
        playback.startAgain();
        proceed();
    }

    /** Says the sentence that is being said, and no other. */
    void finishSentence() {
        worded = true;
        if (over || cut) {
            finish();
            return;
        }
        sentences.dropUnbegun();
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
        return sentences.heard(stoppedAt == null ? output.played() : stoppedAt, settings.perWord());
    }

    /** Part of the words that was heard, from 0 to 1; 0 while more may come. */
    double heardShare() {
        int all = sentences.length();
        return all == 0 || !worded ? 0 : (heard().length() + 1.0) / all;
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
        return playback.firstFrameAt();
    }

    private void proceed() {
        if (over || cut) {
            return;
        }
        make();
        write();
        if (worded && sentences.current() == null) {
            drain();
        }
    }

    private void make() {
        Sentence next = silent ? null : sentences.toMake();
        if (next != null) {
            synthesis.make(next);
        }
    }

    private void write() {
        boolean whole = true;
        for (Sentence sentence = sentences.current(); whole && sentence != null; sentence = sentences.current()) {
            if (silent && sentence.state != State.MADE) {
                show(sentence);
            } else {
                whole = play(sentence);
            }
        }
    }

    private void show(Sentence sentence) {
        sentence.state = State.SHOWN;
        sentences.next();
        playback.started();
        playback.progress();
    }

    /** Writes what there is of a sentence; whether that is all. */
    private boolean play(Sentence sentence) {
        boolean begun = sentence.from != null;
        boolean nothingYet = sentence.frames.isEmpty() && sentence.state != State.MADE;
        if (nothingYet || (!begun && !mayBegin(sentence))) {
            return false;
        }
        if (!begun) {
            sentence.from = output.written();
            playback.watch();
        }
        while (sentence.framesWritten < sentence.frames.size()) {
            output.write(sentence.frames.get(sentence.framesWritten++));
        }
        if (sentence.state != State.MADE) {
            return false;
        }
        sentence.to = output.written();
        sentences.next();
        make();
        return true;
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
        Instant endBy = settings.endBy();
        Instant end = now.plus(queued).plus(sentence.expectedLength(settings.perWord()));
        if (endBy == null || !end.isAfter(endBy)) {
            return true;
        }
        if (sentences.isFirst()) {
            sentence.cancel();
            silent = true;
            sentence.state = State.WAITING;
        } else {
            worded = true;
            sentences.dropUnbegun();
        }
        scheduler.execute(this::proceed);
        return false;
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        if (sentences.areShownOnly()) {
            finish();
            return;
        }
        int drainedIn = cuts;
        output.drained()
                .onComplete(done -> scheduler.execute(() -> {
                    if (drainedIn == cuts && !over) {
                        playback.started();
                        finish();
                    }
                }));
    }

    private void finish() {
        if (over) {
            return;
        }
        if (!cut) {
            playback.progress();
        }
        over = true;
        stopTimers();
        scheduler.execute(listener::finished);
    }

    private void stopTimers() {
        playback.stop();
        if (pump != null) {
            pump.cancel();
            pump = null;
        }
    }

    private final class Making implements Synthesis.Listener {
        @Override
        public void advanced() {
            proceed();
        }

        @Override
        public void failed(Sentence sentence) {
            if (over || silent) {
                return;
            }
            silent = true;
            // A sentence that is half said is shown whole: whoever listens can read its end.
            sentence.state = State.WAITING;
            scheduler.execute(listener::voiceFailed);
            proceed();
        }
    }
}
