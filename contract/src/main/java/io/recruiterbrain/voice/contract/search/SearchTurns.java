package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;

/** Finds turns by meaning, best first. */
public record SearchTurns(String query, SearchFilter filter, int limit) implements BusMessage {
    public static final Address<SearchTurns, SearchResults> ADDRESS =
            new Address<>("persistence.search", SearchTurns.class, SearchResults.class, Duration.ofSeconds(6));

    public SearchTurns {
        Checks.text(query, "query", 2000);
        Checks.present(filter, "filter");
        Checks.range(limit, "limit", 1, 100);
    }

    @Override
    public String toString() {
        return "SearchTurns[limit=" + limit + "]";
    }
}
