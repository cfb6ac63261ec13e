package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.ActiveListFactory;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleActiveListManager;
import edu.cmu.sphinx.decoder.search.WordPruningBreadthFirstLookaheadSearchManager;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.linguist.lextree.LexTreeLinguist;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Transcription;
import io.recruiterbrain.voice.agent.speech.SpeechToText.Word;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A search graph of its own over the model that all decoders share; decodes a stretch while it is spoken. */
final class SphinxDecoder implements StretchDecoder {
    /** Frames of 10 ms between two interim transcripts. */
    private static final int INTERIM_FRAMES = 30;

    private static final double LOOKAHEAD_BEAM = 1e-12;
    private static final int LOOKAHEAD_FRAMES = 5;
    private static final float LOOKAHEAD_WEIGHT = 6f;
    private static final float ACOUSTIC_LOOKAHEAD = 1.7f;

    private final StretchSource source;
    private final MeanNormalizer normalizer;
    private final WordPruningBreadthFirstLookaheadSearchManager search;

    SphinxDecoder(
            LexTreeLinguist words,
            PhoneLoop phones,
            FrontEnd frontEnd,
            StretchSource source,
            MeanNormalizer normalizer,
            SphinxConfig.Search limits) {
        this.source = source;
        this.normalizer = normalizer;
        ActiveListFactory states = new PartitionActiveListFactory(limits.hypotheses(), limits.beam());
        ActiveListFactory wordEnds = new PartitionActiveListFactory(limits.words(), limits.wordBeam());
        search = new WordPruningBreadthFirstLookaheadSearchManager(
                words,
                phones,
                null, // it would be told to keep scores, which our frames do
                new SimplePruner(),
                new SimpleAcousticScorer(frontEnd, null),
                new SimpleActiveListManager(List.of(states, wordEnds, wordEnds, states, states, states), false),
                new PartitionActiveListFactory(limits.hypotheses(), LOOKAHEAD_BEAM),
                false,
                limits.beam(),
                0,
                false,
                false, // a lattice of alternatives would cost more after the end than it tells
                LOOKAHEAD_FRAMES,
                LOOKAHEAD_WEIGHT,
                0,
                ACOUSTIC_LOOKAHEAD,
                true); // without, the lookahead prints each repeated state
        search.allocate();
    }

    @Override
    public Transcription decode(Stretch stretch, Consumer<String> interim) {
        source.begin(stretch);
        normalizer.begin(stretch.voice());
        search.startRecognition();
        try {
            String last = "";
            while (true) {
                @Nullable Result result = search.recognize(INTERIM_FRAMES);
                if (result == null || result.isFinal()) {
                    return result == null ? new Transcription("", null, List.of()) : transcription(result);
                }
                String text = result.getBestResultNoFiller();
                if (!text.equals(last) && !text.isEmpty()) {
                    last = text;
                    interim.accept(text);
                }
            }
        } finally {
            search.stopRecognition();
        }
    }

    private static Transcription transcription(Result result) {
        List<Word> words = result.getTimedBestResult(false).stream()
                .filter(word -> !word.getWord().isFiller())
                .map(SphinxDecoder::word)
                .toList();
        return new Transcription(String.join(" ", words.stream().map(Word::text).toList()), null, words);
    }

    private static Word word(WordResult result) {
        long lead = StretchSource.LEAD.toMillis();
        return new Word(
                result.getWord().getSpelling(),
                Duration.ofMillis(Math.max(0, result.getTimeFrame().getStart() - lead)),
                Duration.ofMillis(Math.max(0, result.getTimeFrame().getEnd() - lead)));
    }
}
