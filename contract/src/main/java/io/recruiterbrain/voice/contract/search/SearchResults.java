package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.BusMessage;
import java.util.List;

/**
 * @param pendingTurns turns that are stored but not searchable yet
 */
public record SearchResults(List<SearchHit> hits, int pendingTurns) implements BusMessage {
    public SearchResults {
        hits = List.copyOf(hits);
    }
}
