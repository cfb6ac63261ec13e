package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.linguist.WordSequence;
import edu.cmu.sphinx.linguist.language.ngram.LanguageModel;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One decoder's view of the language model that all of them share. The shared one is not thread-safe and is asked under
 * its lock; the decoder asks the same few sequences over and over, so that this happens rarely.
 */
final class CachedLanguageModel implements LanguageModel {
    private static final int SLOTS = 1 << 15;

    private final LanguageModel shared;
    private final @Nullable WordSequence[] sequences = new @Nullable WordSequence[SLOTS];
    private final float[] probabilities = new float[SLOTS];

    CachedLanguageModel(LanguageModel shared) {
        this.shared = shared;
    }

    @Override
    public float getProbability(WordSequence sequence) {
        int hash = sequence.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        WordSequence known = sequences[slot];
        if (known != null && known.equals(sequence)) {
            return probabilities[slot];
        }
        float probability;
        synchronized (shared) {
            probability = shared.getProbability(sequence);
        }
        sequences[slot] = sequence;
        probabilities[slot] = probability;
        return probability;
    }

    @Override
    public float getSmear(WordSequence sequence) {
        return 0;
    }

    @Override
    public Set<String> getVocabulary() {
        return shared.getVocabulary();
    }

    @Override
    public int getMaxDepth() {
        return shared.getMaxDepth();
    }

    @Override
    public void allocate() {}

    @Override
    public void deallocate() {}

    @Override
    public void onUtteranceEnd() {}

    @Override
    public void newProperties(PropertySheet properties) {}
}
