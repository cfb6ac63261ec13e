package io.recruiterbrain.voice.testkit.vendor.deepgram;

import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.Context;
import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.ActiveListFactory;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleActiveListManager;
import edu.cmu.sphinx.decoder.search.WordPruningBreadthFirstLookaheadSearchManager;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.LiveCMN;
import edu.cmu.sphinx.frontend.filter.Dither;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.util.StreamDataSource;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import edu.cmu.sphinx.linguist.allphone.AllphoneLinguist;
import edu.cmu.sphinx.linguist.lextree.LexTreeLinguist;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import io.recruiterbrain.voice.testkit.vendor.deepgram.Recogniser.HeardWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sphinx's own models and search, with a front end of ours: its own cuts words off by its speech classifier, and
 * carries the mean of one speaker over to the next. For one thread at a time.
 */
final class SphinxDecoder {
    private static final String MODELS = "resource:/edu/cmu/sphinx/models/en-us/";
    private static final int RATE = BandSpectrum.RATE;
    private static final double CONFIDENCE = 0.8;
    /** Frames of 10 ms between two interim transcripts. */
    private static final int INTERIM_FRAMES = 30;
    /** Frames that are waited for before their mean is known; a shorter stretch is waited for whole. */
    private static final int MEAN_FRAMES = 150;

    /** Frames after which it is taken anew. */
    private static final int MEAN_SHIFT = 100;

    private static final int HYPOTHESES = 5_000;
    private static final double BEAM = 1e-50;
    private static final int WORDS = 60;
    private static final double WORD_BEAM = 1e-35;
    private static final double PHONE_BEAM = 1e-12;
    private static final int LOOKAHEAD_FRAMES = 5;
    private static final float LOOKAHEAD_WEIGHT = 6f;
    private static final float ACOUSTIC_LOOKAHEAD = 1.7f;

    private final Loader acoustics;
    private final Ears ears = new Ears();
    private final WordPruningBreadthFirstLookaheadSearchManager search;

    /** Takes some seconds. */
    SphinxDecoder() {
        Configuration configuration = new Configuration();
        configuration.setAcousticModelPath(MODELS + "en-us");
        configuration.setDictionaryPath(MODELS + "cmudict-en-us.dict");
        configuration.setLanguageModelPath(MODELS + "en-us.lm.bin");
        try {
            Context context = new Context(configuration);
            context.setGlobalProperty("logLevel", "SEVERE");
            acoustics = context.getLoader();
            acoustics.load();
            ActiveListFactory states = new PartitionActiveListFactory(HYPOTHESES, BEAM);
            ActiveListFactory wordEnds = new PartitionActiveListFactory(WORDS, WORD_BEAM);
            search = new WordPruningBreadthFirstLookaheadSearchManager(
                    context.getInstance(LexTreeLinguist.class),
                    context.getInstance(AllphoneLinguist.class),
                    acoustics,
                    new SimplePruner(),
                    ears,
                    new SimpleActiveListManager(List.of(states, wordEnds, wordEnds, states, states, states), false),
                    new PartitionActiveListFactory(HYPOTHESES, PHONE_BEAM),
                    false,
                    BEAM,
                    0,
                    false,
                    false, // no lattice of alternatives
                    LOOKAHEAD_FRAMES,
                    LOOKAHEAD_WEIGHT,
                    0,
                    ACOUSTIC_LOOKAHEAD,
                    true); // without, the lookahead prints each repeated state
            search.allocate();
        } catch (IOException e) {
            throw new UncheckedIOException("the Sphinx model cannot be read", e);
        }
    }

    /**
     * Decodes until the audio ends, waiting for it.
     *
     * @param audio little-endian 16-bit samples, with a little silence around
     * @param interim takes the words so far
     */
    List<HeardWord> decode(InputStream audio, Consumer<List<HeardWord>> interim) {
        try {
            ears.listen(frontEnd(audio));
            search.startRecognition();
            try {
                while (true) {
                    @Nullable Result result = search.recognize(INTERIM_FRAMES);
                    if (result == null) {
                        return List.of();
                    }
                    List<HeardWord> words = words(result);
                    if (result.isFinal()) {
                        return words;
                    }
                    if (!words.isEmpty()) {
                        interim.accept(words);
                    }
                }
            } finally {
                search.stopRecognition();
            }
        } catch (RuntimeException | IOException e) { // Sphinx throws much where it understood nothing
            return List.of();
        }
    }

    private FrontEnd frontEnd(InputStream audio) throws IOException {
        StreamDataSource source = new StreamDataSource(RATE, RATE / 50, 16, false, true);
        FrontEnd frontEnd = new FrontEnd(List.of(
                source,
                new Dither(2, false, Double.MAX_VALUE, -Double.MAX_VALUE), // digital silence has no cepstrum
                new Preemphasizer(0.97),
                new RaisedCosineWindower(0.46, 25.625f, 10f),
                new DiscreteFourierTransform(-1, false),
                new AutoCepstrum(acoustics),
                new LiveCMN(0, MEAN_FRAMES, MEAN_FRAMES + MEAN_SHIFT, MEAN_FRAMES),
                new DeltasFeatureExtractor(3)));
        frontEnd.initialize();
        source.setInputStream(audio);
        return frontEnd;
    }

    private static List<HeardWord> words(Result result) {
        return result.getTimedBestResult(false).stream()
                .filter(word -> !word.getWord().isFiller())
                .map(SphinxDecoder::word)
                .toList();
    }

    private static HeardWord word(WordResult word) {
        double start = Math.max(0, word.getTimeFrame().getStart() / 1000.0);
        double end = Math.max(start + 0.01, word.getTimeFrame().getEnd() / 1000.0);
        return new HeardWord(word.getWord().getSpelling(), start, end, CONFIDENCE);
    }

    /** A scorer that is given a front end anew for each stretch, so that nothing is left of the one before. */
    private static final class Ears extends SimpleAcousticScorer {
        Ears() {
            super(null, null);
        }

        void listen(FrontEnd next) {
            frontEnd = next;
        }
    }
}
