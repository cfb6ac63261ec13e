package io.recruiterbrain.voice.agent.speech.deepgram;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Word;
import io.recruiterbrain.voice.agent.speech.deepgram.ListenMessage.Results;
import io.recruiterbrain.voice.agent.speech.deepgram.ListenMessage.TimedWord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One stretch of speech: the audio that no final result covers yet, kept for a replay, and the words so far. Positions
 * are samples; a connection counts them from its own beginning. On the adapter's context.
 */
final class Stretch {
    private static final int RATE = AudioFrame.SPEECH_RATE;
    /** Deepgram's times and ours may differ by so much, and nobody says a word in it. */
    private static final int TOLERANCE = RATE / 10;
    /** Of less audio a Finalize may have nothing to say. */
    private static final int NOTICEABLE = RATE * 6 / 10;

    private final int limit;
    private final Deque<short[]> audio = new ArrayDeque<>();
    private long audioStart;
    private long length;
    private long covered;

    private boolean begun;
    private long offset;
    private boolean finished;
    private long finishedAt;
    private boolean done;
    private int stalls;

    private final StringBuilder text = new StringBuilder();
    private final List<Word> words = new ArrayList<>();
    private double confidence;
    private int confident;
    private String interim = "";
    private long reached;

    /** @param limit samples that are kept at most */
    Stretch(int limit) {
        this.limit = limit;
    }

    void add(short[] samples) {
        audio.add(samples);
        length += samples.length;
        while (length - audioStart > limit && audio.size() > 1) {
            audioStart += audio.remove().length;
        }
    }

    /**
     * What follows goes over a connection that is at that position.
     *
     * @return samples that were kept no longer and are lost
     */
    long beginAt(long position) {
        offset = position - audioStart;
        begun = true;
        interim = "";
        reached = 0;
        long lost = Math.max(0, audioStart - covered);
        covered = Math.max(covered, audioStart);
        return lost;
    }

    void unplug() {
        begun = false;
    }

    boolean isBegun() {
        return begun;
    }

    /** Samples that a replay would send. */
    long kept() {
        return length - audioStart;
    }

    void replay(Consumer<short[]> to) {
        audio.forEach(to);
    }

    void finish(long at) {
        finished = true;
        finishedAt = at;
    }

    boolean isFinished() {
        return finished;
    }

    long finishedAt() {
        return finishedAt;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void complete() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Counts a provider that fell silent over this stretch. */
    int stalled() {
        return ++stalls;
    }

    /** Whether the result speaks of this stretch. */
    boolean holds(Results result) {
        long middle = (samples(result.start()) + samples(result.end())) / 2;
        return begun && middle >= offset && (!finished || middle < offset + length);
    }

    /** Whether the result begins after this stretch, so that nothing more will come for it. */
    boolean isBefore(Results result) {
        return begun && finished && samples(result.start()) >= offset + length - TOLERANCE && result.duration() > 0;
    }

    /** Whether the end of the result lies in this stretch or at its end. */
    boolean isReachedBy(Results result) {
        return begun && samples(result.end()) > offset + Math.min(TOLERANCE, length / 2);
    }

    boolean isCovered() {
        return finished && covered >= length - TOLERANCE;
    }

    /** Whether the words are known and a Finalize might not be answered. */
    boolean hasHardlyAnythingLeft() {
        return interim.isEmpty() && covered > 0 && length - covered < NOTICEABLE;
    }

    /** Whether Deepgram has spoken of nearly all of it, so that waiting for more is worth little. */
    boolean isAsGoodAsKnown() {
        return length - Math.max(covered, reached) < NOTICEABLE;
    }

    void take(Results result) {
        long end = Math.min(length, samples(result.end()) - offset);
        reached = Math.max(reached, end);
        if (!result.isFinal()) {
            interim = result.transcript();
            return;
        }
        interim = "";
        append(result.transcript());
        for (TimedWord word : result.words()) {
            words.add(new Word(word.text(), time(word.start()), time(word.end())));
        }
        if (!result.words().isEmpty()) {
            confidence += result.confidence() * result.words().size();
            confident += result.words().size();
        }
        covered = Math.max(covered, end);
        while (!audio.isEmpty() && audioStart + audio.element().length <= covered) {
            audioStart += audio.remove().length;
        }
    }

    /** Words that no final result confirmed are better than none. */
    void settleForInterim() {
        append(interim);
        interim = "";
    }

    private void append(String more) {
        if (!more.isBlank()) {
            text.append(text.isEmpty() ? "" : " ").append(more.trim());
        }
    }

    String wordsSoFar() {
        return interim.isBlank() ? text.toString() : text.isEmpty() ? interim.trim() : text + " " + interim.trim();
    }

    Transcription transcription() {
        return new Transcription(
                text.toString(), confident == 0 ? null : Math.clamp(confidence / confident, 0.0, 1.0), words);
    }

    private Duration time(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000) - offset * 1000 / RATE));
    }

    private static long samples(double seconds) {
        return Math.round(seconds * RATE);
    }
}
