package io.recruiterbrain.voice.agent.speech;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns speech into words. Shared by all rooms of a node; each room opens a session of its own. */
public interface SpeechToText extends AutoCloseable {
    /** Opens a session. The listener is called on any thread, for one session never by two at once. */
    Session open(Options options, Listener listener);

    @Override
    void close();

    /**
     * @param language BCP 47 tag
     * @param keyterms names and terms from job and resume that are likely to be said
     */
    record Options(String language, List<String> keyterms) {
        public Options {
            keyterms = List.copyOf(keyterms);
        }
    }

    /**
     * One candidate's stream. The caller sends only what voice activity found to be speech, with half a second before
     * its onset, and ends each stretch with {@link #finish}. Calls return at once and come from one thread at a time.
     */
    interface Session extends AutoCloseable {
        /** 16 kHz mono, 10 ms and more. */
        void write(AudioFrame frame);

        /** The stretch of speech is over: exactly one {@link Listener#onFinal} follows, its text empty when nothing was understood. */
        void finish();

        /** Ends the session; nothing is called after it. */
        @Override
        void close();
    }

    interface Listener {
        /** Words so far of the running stretch, each replacing the one before. */
        void onInterim(String text);

        void onFinal(Transcription transcription);

        /** The session is broken for good; retry and fallback are decided outside. */
        void onFailure(ServiceException fault);
    }

    /**
     * @param text without punctuation when the provider has none; empty when nothing was understood
     * @param confidence 0 to 1, absent when the provider has none
     */
    record Transcription(String text, @Nullable Double confidence, List<Word> words) {
        public Transcription {
            words = List.copyOf(words);
        }

        @Override
        public String toString() {
            return "Transcription[length=" + text.length() + "]";
        }
    }

    /** A word with its time from the beginning of the stretch. */
    record Word(String text, Duration start, Duration end) {
        @Override
        public String toString() {
            return "Word[length=" + text.length() + ", " + start + " to " + end + "]";
        }
    }
}
