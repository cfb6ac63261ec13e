package io.recruiterbrain.voice.testkit.vendor.deepgram;

import io.recruiterbrain.voice.testkit.vendor.deepgram.ListenMessages.Result;
import io.recruiterbrain.voice.testkit.vendor.deepgram.Recogniser.HeardWord;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears one stream and says what Deepgram would say of it: segments between pauses ({@code endpointing}) or
 * {@code Finalize}, interim results about once a second and whenever there are new words. On the connection's context.
 */
final class ListenStream {
    private static final int RATE = BandSpectrum.RATE;
    /** Samples before an onset that belong to the speech. */
    private static final int BEFORE_ONSET = RATE * 3 / 10;

    private static final int INTERIM_EVERY = RATE;
    /** Of less unprocessed audio a Finalize has nothing to say. */
    private static final int NOTICEABLE = RATE / 10;
    /** Silence is disposed of by an empty final result now and then. */
    private static final int LONGEST_SILENCE = 5 * RATE;

    private final ListenQuery query;
    private final Recogniser recogniser;
    private final ListenMessages messages;
    private final Context context;
    private final BiConsumer<Future<JsonObject>, Boolean> outbox;
    private final SpeechActivity activity = new SpeechActivity();

    private final short[] block = new short[SpeechActivity.BLOCK];
    private int filled;
    private final short[] before = new short[BEFORE_ONSET];
    private long position;
    private long segmentStart;
    private long speechStart;
    private long nextInterim = INTERIM_EVERY;
    private Recogniser.@Nullable Segment segment;
    private List<HeardWord> latest = List.of();
    private int segmentNo;
    private double lastWordEnd = -1;

    /** @param outbox takes messages in the order in which they shall go out, and whether they are final results */
    ListenStream(
            ListenQuery query,
            Recogniser recogniser,
            ListenMessages messages,
            Context context,
            BiConsumer<Future<JsonObject>, Boolean> outbox) {
        this.query = query;
        this.recogniser = recogniser;
        this.messages = messages;
        this.context = context;
        this.outbox = outbox;
    }

    /** @param pcm little-endian 16-bit mono */
    void audio(Buffer pcm) {
        for (int at = 0; at + 1 < pcm.length(); at += 2) {
            block[filled++] = pcm.getShortLE(at);
            if (filled == block.length) {
                filled = 0;
                hear(block.clone());
            }
        }
    }

    private void hear(short[] samples) {
        position += samples.length;
        System.arraycopy(before, samples.length, before, 0, before.length - samples.length);
        System.arraycopy(samples, 0, before, before.length - samples.length, samples.length);
        int silence = query.endpointing() == Integer.MAX_VALUE
                ? Integer.MAX_VALUE
                : Math.max(1, query.endpointing() * (RATE / 1000) / samples.length);
        SpeechActivity.Change change = activity.accept(samples, silence);
        if (change == SpeechActivity.Change.STARTED) {
            begin();
        } else if (segment != null) {
            segment.write(samples);
        }
        if (change == SpeechActivity.Change.ENDED) {
            endSegment(true, false, true);
        } else if (segment == null && position - segmentStart >= LONGEST_SILENCE) {
            endSegment(false, false, true);
        } else if (position >= nextInterim) {
            nextInterim = position + INTERIM_EVERY;
            interim();
        }
        if (query.utteranceEnd() > 0
                && lastWordEnd >= 0
                && segment == null
                && seconds(position) - lastWordEnd >= query.utteranceEnd() / 1000.0) {
            outbox.accept(Future.succeededFuture(ListenMessages.utteranceEnd(lastWordEnd)), true);
            lastWordEnd = -1;
        }
    }

    private void begin() {
        int kept = (int) Math.min(BEFORE_ONSET, position - segmentStart);
        speechStart = position - kept;
        int number = ++segmentNo;
        latest = List.of();
        Recogniser.Segment started = recogniser.begin(words -> context.runOnContext(now -> heard(number, words)));
        started.write(Arrays.copyOfRange(before, BEFORE_ONSET - kept, BEFORE_ONSET));
        segment = started;
        if (query.vadEvents()) {
            outbox.accept(Future.succeededFuture(ListenMessages.speechStarted(seconds(speechStart))), false);
        }
    }

    private void heard(int number, List<HeardWord> words) {
        if (number == segmentNo && segment != null && !words.equals(latest)) {
            latest = words;
            nextInterim = position + INTERIM_EVERY;
            interim();
        }
    }

    private void interim() {
        if (query.interim()) {
            Result result = new Result(seconds(segmentStart), seconds(position - segmentStart), false, false, false);
            outbox.accept(Future.succeededFuture(messages.results(result, latest, seconds(speechStart))), false);
        }
    }

    /** @param marked whether the result says that it answers the message */
    void finalizeNow(boolean marked) {
        if (filled > 0) {
            short[] rest = block.clone();
            Arrays.fill(rest, filled, rest.length, (short) 0);
            int padding = rest.length - filled;
            filled = 0;
            hear(rest);
            position -= padding;
        }
        if (position - segmentStart >= NOTICEABLE) {
            endSegment(false, marked, true);
        }
        activity.reset();
    }

    /** Completes when all that was heard has gone out. */
    double end() {
        finalizeNow(false);
        return seconds(position);
    }

    void abandon() {
        if (segment != null) {
            segment.abandon();
            segment = null;
        }
    }

    private void endSegment(boolean speechFinal, boolean fromFinalize, boolean isFinal) {
        Result result =
                new Result(seconds(segmentStart), seconds(position - segmentStart), isFinal, speechFinal, fromFinalize);
        double offset = seconds(speechStart);
        segmentStart = position;
        nextInterim = position + INTERIM_EVERY;
        Recogniser.Segment ended = segment;
        segment = null;
        latest = List.of();
        Promise<List<HeardWord>> words = Promise.promise();
        if (ended == null) {
            words.complete(List.of());
        } else {
            ended.end(words::tryComplete);
        }
        Promise<JsonObject> message = Promise.promise();
        words.future()
                .onSuccess(list -> context.runOnContext(now -> {
                    if (!list.isEmpty()) {
                        lastWordEnd = offset + list.getLast().end();
                    }
                    message.complete(messages.results(result, list, offset));
                }));
        outbox.accept(message.future(), true);
    }

    private static double seconds(long samples) {
        return (double) samples / RATE;
    }
}
