package io.recruiterbrain.voice.agent.speech.sphinx;

import static java.util.Objects.requireNonNull;

import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.language.ngram.trie.NgramTrieModel;
import edu.cmu.sphinx.linguist.lextree.LexTreeLinguist;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The English model in the class path: acoustic model, dictionary and language model, loaded once for all decoders. */
final class SphinxModel {
    private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/";
    /**
     * Sphinx reports each missing word, and much else, at info and warning, under its packages, simple names and those
     * of our subclasses. Kept here so that their level is.
     */
    private static final List<Logger> SPHINX_LOGS = List.of(
            Logger.getLogger("edu.cmu.sphinx"),
            Logger.getLogger("HMMTree"),
            Logger.getLogger("AutoCepstrum"),
            Logger.getLogger(SphinxModel.class.getPackageName()));

    private static final double WORD_INSERTION = 0.1;
    private static final double SILENCE_INSERTION = 0.1;
    private static final double FILLER_INSERTION = 1e-2;

    private final UnitManager units = new UnitManager();
    private final SharedAcousticModel acoustics;
    private final TiedStateAcousticModel states;
    private final SharedDictionary dictionary;
    private final NgramTrieModel language;
    private final PhoneLoop phones;
    private final SphinxConfig.Search search;

    /** Takes a few seconds. */
    SphinxModel(SphinxConfig.Search search) {
        SPHINX_LOGS.forEach(log -> log.setLevel(Level.OFF));
        this.search = search;
        dictionary = new SharedDictionary(resource("cmudict-en-us.dict"), resource("en-us/noisedict"), units);
        acoustics = new SharedAcousticModel(resource("en-us/"), units);
        states = new TiedStateAcousticModel(acoustics, units, true);
        language = new NgramTrieModel(
                "", resource("en-us.lm.bin"), null, 1_000, false, 3, dictionary, false, 1f, 1.0, 0.7f);
        try {
            dictionary.allocate();
            states.allocate();
            language.allocate();
        } catch (IOException e) {
            throw new UncheckedIOException("the Sphinx model cannot be read", e);
        }
        dictionary.freeze();
        phones = new PhoneLoop(states);
    }

    /** A decoder of its own search graph, for one stretch of speech at a time. Takes about a second. */
    synchronized SphinxDecoder newDecoder() {
        LexTreeLinguist words = new LexTreeLinguist(
                states,
                units,
                new CachedLanguageModel(language),
                dictionary,
                true,
                true,
                WORD_INSERTION,
                SILENCE_INSERTION,
                FILLER_INSERTION,
                1.0,
                (float) search.languageWeight(),
                true,
                false,
                1f,
                0);
        StretchSource source = new StretchSource();
        MeanNormalizer normalizer = new MeanNormalizer();
        return new SphinxDecoder(words, phones, frontEnd(source, normalizer), source, normalizer, search);
    }

    private FrontEnd frontEnd(StretchSource source, MeanNormalizer normalizer) {
        try {
            List<DataProcessor> stages = List.of(
                    source,
                    new Preemphasizer(0.97),
                    new RaisedCosineWindower(0.46, 25.625f, 10f),
                    new DiscreteFourierTransform(-1, false),
                    new AutoCepstrum(acoustics),
                    normalizer,
                    new DeltasFeatureExtractor(3),
                    new ScoringStage(acoustics.mixtures()));
            FrontEnd frontEnd = new FrontEnd(stages);
            frontEnd.initialize();
            return frontEnd;
        } catch (IOException e) {
            throw new UncheckedIOException("the Sphinx model cannot be read", e);
        }
    }

    private static URL resource(String name) {
        return requireNonNull(
                SphinxModel.class.getResource(FOLDER + name), () -> name + " is missing in the class path");
    }
}
