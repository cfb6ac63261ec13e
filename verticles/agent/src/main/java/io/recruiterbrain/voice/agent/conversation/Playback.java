package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Watches what is heard of an agent's turn, and reports its beginning and each further word. On the conversation's thread. */
final class Playback {
    private static final Duration WATCH = Duration.ofMillis(100);
    private static final Duration WATCH_START = Duration.ofMillis(10);

    private final Sentences sentences;
    private final AudioOutput output;
    private final Scheduler scheduler;
    private final Supplier<String> heard;
    private final Speaking listener;

    private boolean watching;
    private boolean started;
    private String lastProgress = "";
    private @Nullable Instant firstFrameAt;
    private Scheduler.@Nullable Timer timer;

    /** @param heard the words that count as heard by now */
    Playback(Sentences sentences, AudioOutput output, Scheduler scheduler, Supplier<String> heard, Speaking listener) {
        this.sentences = sentences;
        this.output = output;
        this.scheduler = scheduler;
        this.heard = heard;
        this.listener = listener;
    }

    /** When the first sound went to the room, absent before. */
    @Nullable
    Instant firstFrameAt() {
        return firstFrameAt;
    }

    /** A sentence goes to the room. */
    void watch() {
        if (firstFrameAt == null) {
            firstFrameAt = scheduler.now();
        }
        watching = true;
        if (timer == null) {
            timer = scheduler.at(scheduler.now().plus(WATCH_START), this::look);
        }
    }

    void stop() {
        watching = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The turn is taken up again: its beginning is reported once more. */
    void startAgain() {
        started = false;
    }

    /** The turn is heard, or shown. */
    void started() {
        if (!started) {
            started = true;
            Instant at = scheduler.now();
            // Posted, so that the listener may cut or drop this turn without meeting it in mid-step.
            scheduler.execute(() -> listener.started(at));
        }
    }

    void progress() {
        String words = heard.get();
        if (!words.equals(lastProgress)) {
            lastProgress = words;
            listener.progressed(words);
        }
    }

    private void look() {
        timer = null;
        if (sentences.areAudible(output.played())) {
            started();
            progress();
        }
        if (watching && timer == null) {
            timer = scheduler.at(scheduler.now().plus(started ? WATCH : WATCH_START), this::look);
        }
    }
}
