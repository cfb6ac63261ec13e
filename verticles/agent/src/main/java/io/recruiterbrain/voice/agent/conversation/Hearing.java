package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import io.recruiterbrain.voice.agent.turn.TurnInput;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the candidate's audio into {@link TurnInput}s: finds speech, gives the recogniser each stretch of it with what
 * was heard just before its onset, and reports words. On the conversation's thread.
 */
final class Hearing implements AutoCloseable {
    /** A pause between two words is mostly shorter. */
    private static final Duration NOTICEABLE_PAUSE = Duration.ofMillis(120);

    private final SpeechToText recogniser;
    private final SpeechToText.Options options;
    private final VoiceActivity.Detector detector;
    private final ConversationConfig config;
    private final Scheduler scheduler;
    private final Consumer<TurnInput> inputs;
    private final Runnable failed;
    private final Counter found;

    private final Deque<AudioFrame> beforeOnset = new ArrayDeque<>();
    private Duration kept = Duration.ZERO;
    private Duration position = Duration.ZERO;
    /** The running stretch, kept until its words are there: a broken session must not cost them. */
    private final List<AudioFrame> stretch = new ArrayList<>();

    private Duration stretchLength = Duration.ZERO;
    private boolean speaking;
    private boolean paused;
    private int owed;
    private SpeechToText.@Nullable Session session;
    private int sessionNo;
    private boolean replayed;
    private boolean closed;

    /**
     * @param inputs takes what was noticed
     * @param failed the recogniser broke down and words may be lost
     */
    Hearing(
            SpeechToText recogniser,
            SpeechToText.Options options,
            VoiceActivity voiceActivity,
            ConversationConfig config,
            Scheduler scheduler,
            MeterRegistry meters,
            Consumer<TurnInput> inputs,
            Runnable failed) {
        this.recogniser = recogniser;
        this.options = options;
        this.detector = voiceActivity.newDetector(config.voiceActivity());
        this.config = config;
        this.scheduler = scheduler;
        this.inputs = inputs;
        this.failed = failed;
        this.found = Counter.builder("rbv.vad.speech")
                .description("Stretches of speech that voice activity found in candidates' audio")
                .register(meters);
    }

    /** The next frame of the microphone. */
    void accept(AudioFrame frame) {
        if (closed) {
            return;
        }
        position = position.plus(frame.duration());
        VoiceEvent event = detector.accept(frame);
        if (event instanceof VoiceEvent.SpeechStarted) {
            found.increment();
            begin();
        }
        if (speaking) {
            feed(frame);
        } else {
            keep(frame);
        }
        if (event instanceof VoiceEvent.SpeechEnded ended) {
            Instant now = scheduler.now();
            Duration ago = position.minus(ended.at());
            end(ago.isNegative() ? now : now.minus(ago));
        } else if (speaking && paused != detector.pause().compareTo(NOTICEABLE_PAUSE) >= 0) {
            paused = !paused;
            inputs.accept(new TurnInput.VoicePaused(scheduler.now(), paused));
        } else if (speaking && stretchLength.compareTo(config.longestStretch()) >= 0) {
            end(scheduler.now());
            begin();
        }
    }

    /** The microphone is gone; what was said so far is a stretch. */
    void interrupt() {
        if (speaking) {
            end(scheduler.now());
        }
        beforeOnset.clear();
        kept = Duration.ZERO;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            detector.close();
            if (session != null) {
                session.close();
            }
        }
    }

    private void begin() {
        if (speaking) {
            return;
        }
        speaking = true;
        paused = false;
        replayed = false;
        stretch.clear();
        stretchLength = Duration.ZERO;
        inputs.accept(new TurnInput.VoiceStarted(scheduler.now()));
        beforeOnset.forEach(this::feed);
        beforeOnset.clear();
        kept = Duration.ZERO;
    }

    private void feed(AudioFrame frame) {
        stretch.add(frame);
        stretchLength = stretchLength.plus(frame.duration());
        session().write(frame);
    }

    private void end(Instant endedAt) {
        if (!speaking) {
            return;
        }
        speaking = false;
        owed++;
        inputs.accept(new TurnInput.VoiceEnded(scheduler.now(), endedAt));
        session().finish();
    }

    private void keep(AudioFrame frame) {
        beforeOnset.addLast(frame);
        kept = kept.plus(frame.duration());
        while (kept.compareTo(config.beforeOnset()) > 0 && !beforeOnset.isEmpty()) {
            kept = kept.minus(beforeOnset.removeFirst().duration());
        }
    }

    private SpeechToText.Session session() {
        SpeechToText.Session open = session;
        if (open == null) {
            int number = ++sessionNo;
            open = recogniser.open(options, new Words(number));
            session = open;
        }
        return open;
    }

    private void settled(Transcription transcription) {
        if (owed > 0) {
            owed--;
            inputs.accept(new TurnInput.Final(scheduler.now(), transcription.text(), transcription.confidence()));
        }
    }

    /** Hears the last stretch once more with a new session; older ones that are still owed are given up. */
    private void broken() {
        SpeechToText.Session old = session;
        session = null;
        if (old != null) {
            old.close();
        }
        int lost = speaking ? owed : owed - 1;
        boolean again = !replayed && !stretch.isEmpty() && (speaking || owed > 0);
        for (int i = 0; i < lost; i++) {
            settled(new Transcription("", null, List.of()));
        }
        if (again) {
            replayed = true;
            stretch.forEach(session()::write);
            if (!speaking) {
                session().finish();
            }
            return;
        }
        while (owed > 0) {
            settled(new Transcription("", null, List.of()));
        }
        failed.run();
    }

    /** What one session says; a session that was given up says nothing any more. */
    private final class Words implements SpeechToText.Listener {
        private final int number;

        Words(int number) {
            this.number = number;
        }

        @Override
        public void onInterim(String text) {
            hand(() -> inputs.accept(new TurnInput.Interim(scheduler.now(), text)));
        }

        @Override
        public void onFinal(Transcription transcription) {
            hand(() -> settled(transcription));
        }

        @Override
        public void onFailure(ServiceException fault) {
            hand(Hearing.this::broken);
        }

        private void hand(Runnable task) {
            scheduler.execute(() -> {
                if (!closed && number == sessionNo) {
                    task.run();
                }
            });
        }
    }
}
