package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.util.List;
import java.util.function.Consumer;

/** What listens behind the server: finds words in 16 kHz mono audio. Shared by all streams. */
public interface Recogniser extends AutoCloseable {
    /**
     * A stretch of speech begins.
     *
     * @param interim takes the words so far, on any thread, each list replacing the one before
     */
    Segment begin(Consumer<List<HeardWord>> interim);

    @Override
    void close();

    /** One stretch of speech; called by one thread at a time, never blocking it. */
    interface Segment {
        void write(short[] samples);

        /** @param words takes all words of the stretch, once, on any thread */
        void end(Consumer<List<HeardWord>> words);

        /** Nobody wants the words any more. */
        void abandon();
    }

    /**
     * @param text as it is written, with capitals and punctuation where the recogniser has them
     * @param start seconds from the beginning of the stretch
     * @param end likewise
     * @param confidence 0 to 1
     */
    record HeardWord(String text, double start, double end, double confidence) {
        @Override
        public String toString() {
            return "HeardWord[length=" + text.length() + "]";
        }
    }
}
