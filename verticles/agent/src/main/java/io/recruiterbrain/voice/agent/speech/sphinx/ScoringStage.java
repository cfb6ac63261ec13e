package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.FloatData;
import java.util.ArrayDeque;
import java.util.Deque;

/** Last stage of a decoder's front end: makes {@link ScoredFrame}s and recycles the scores of those that are through. */
final class ScoringStage extends BaseDataProcessor {
    /** More than the frames between the phonetic lookahead and the search. */
    private static final int FRAMES_IN_SEARCH = 16;

    private final TiedMixtures mixtures;
    private final Deque<ScoredFrame> inSearch = new ArrayDeque<>();

    private FrameScores previous;

    ScoringStage(TiedMixtures mixtures) {
        this.mixtures = mixtures;
        this.previous = new FrameScores(mixtures);
    }

    @Override
    public Data getData() {
        Data data = getPredecessor().getData();
        if (!(data instanceof FloatData feature)) {
            return data;
        }
        FrameScores scores = inSearch.size() < FRAMES_IN_SEARCH
                ? new FrameScores(mixtures)
                : inSearch.removeFirst().release();
        scores.clear(previous);
        previous = scores;
        ScoredFrame frame = new ScoredFrame(
                feature.getValues(),
                feature.getSampleRate(),
                feature.getCollectTime(),
                feature.getFirstSampleNumber(),
                mixtures,
                scores);
        inSearch.addLast(frame);
        return frame;
    }
}
