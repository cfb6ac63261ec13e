package io.recruiterbrain.voice.agent.speech.sphinx;

import static java.util.Objects.requireNonNull;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes microphone, room and level out of the features by subtracting their mean. Sphinx's own stage waits for two
 * seconds of speech first, and carries its mean over to whoever speaks next; this one knows the candidate's from the
 * stretches before, and waits in the first one only.
 */
final class MeanNormalizer extends BaseDataProcessor {
    private final Deque<Data> waiting = new ArrayDeque<>();
    private @Nullable VoiceMean voice;
    private boolean ready;

    /** Begins a stretch of this candidate. */
    void begin(VoiceMean voice) {
        this.voice = voice;
        waiting.clear();
        ready = voice.isKnown();
    }

    @Override
    public Data getData() {
        VoiceMean mean = requireNonNull(voice, "no stretch was begun");
        while (!ready) {
            Data data = getPredecessor().getData();
            waiting.add(data);
            if (data instanceof DoubleData cepstrum) {
                mean.add(cepstrum.getValues());
            }
            ready = mean.isKnown() || data instanceof DataEndSignal;
            if (ready) {
                mean.update();
            }
        }
        Data data = waiting.poll();
        if (data == null) {
            data = getPredecessor().getData();
            if (data instanceof DoubleData cepstrum) {
                mean.add(cepstrum.getValues());
            } else if (data instanceof DataEndSignal) {
                mean.update();
            }
        }
        if (data instanceof DoubleData cepstrum) {
            mean.subtractFrom(cepstrum.getValues());
        }
        return data;
    }
}
