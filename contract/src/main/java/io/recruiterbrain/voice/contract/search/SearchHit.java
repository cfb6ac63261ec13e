package io.recruiterbrain.voice.contract.search;

import io.recruiterbrain.voice.contract.Checks;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A turn that fits the query.
 *
 * @param score cosine similarity, higher is nearer
 * @param question text of the question the turn belongs to, absent outside any
 * @param context the turns right before and after it, in order, the hit itself left out
 */
public record SearchHit(
        double score,
        UUID interviewId,
        String candidateName,
        String jobTitle,
        Turn turn,
        @Nullable String question,
        List<Turn> context) {
    public SearchHit {
        Checks.present(interviewId, "interviewId");
        Checks.present(turn, "turn");
        context = List.copyOf(context);
    }

    @Override
    public String toString() {
        return "SearchHit[" + interviewId + ", " + turn + "]";
    }
}
