package io.recruiterbrain.voice.agent.speech.sphinx;

import static java.util.Objects.requireNonNull;

import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.MixtureComponent;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Pool;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Loads Sphinx's acoustic model so that several decoders can use one copy. Sphinx keeps what it computed for the current
 * frame inside the model's states; here the states hold nothing and ask the frame, see {@link ScoredFrame}.
 */
final class SharedAcousticModel extends Sphinx3Loader {
    private @Nullable TiedMixtures mixtures;

    SharedAcousticModel(URL location, UnitManager units) {
        // Floors and number of Gaussians are those of Sphinx's own configuration.
        super(location, units, 0f, 1e-7f, 1e-4f, TiedMixtures.TOP, true);
    }

    TiedMixtures mixtures() {
        return requireNonNull(mixtures, "the acoustic model is not loaded");
    }

    @Override
    protected void loadHMMPool(boolean useCDUnits, InputStream definitions) throws IOException {
        TiedMixtures tied = new TiedMixtures(meansPool, variancePool, mixtureWeights, getSenone2Ci());
        Pool<Senone> senones = new Pool<>("senones");
        for (int id = 0; id < tied.senones(); id++) {
            senones.put(id, new FrameSenone(id));
        }
        mixtures = tied;
        senonePool = senones;
        super.loadHMMPool(useCDUnits, definitions);
    }

    /** A state's distribution, by number. */
    private record FrameSenone(int id) implements Senone {
        private static final long serialVersionUID = 1L;

        @Override
        public float getScore(Data frame) {
            return ((ScoredFrame) frame).score(id);
        }

        @Override
        public long getID() {
            return id;
        }

        @Override
        public float[] calculateComponentScore(Data feature) {
            throw new UnsupportedOperationException("used by training only");
        }

        @Override
        public MixtureComponent[] getMixtureComponents() {
            throw new UnsupportedOperationException("used by training only");
        }

        @Override
        public float[] getLogMixtureWeights() {
            throw new UnsupportedOperationException("used by training only");
        }

        @Override
        public void dump(String message) {
            throw new UnsupportedOperationException("used by training only");
        }
    }
}
