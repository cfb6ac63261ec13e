package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One interview in memory, with everything that belongs to it; guarded by its store. */
final class StoredInterview {
    final CreateInterview order;
    final long number;
    final SortedMap<Integer, Turn> turns = new TreeMap<>();
    InterviewState state = InterviewState.SCHEDULED;
    List<PlannedQuestion> plan = List.of();
    boolean erased;

    @Nullable
    String workerId;

    @Nullable
    Consent consent;

    @Nullable
    Decision decision;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant endedAt;

    @Nullable
    String endReason;

    @Nullable
    Evaluation evaluation;

    StoredInterview(CreateInterview order, long number) {
        this.order = order;
        this.number = number;
    }

    Interview view(@Nullable Lease lease) {
        return new Interview(
                order.interviewId(),
                state,
                order.candidate(),
                order.job(),
                order.settings(),
                plan,
                "interview-" + order.interviewId(),
                workerId,
                consent,
                decision,
                order.createdAt(),
                order.linkExpiresAt(),
                startedAt,
                endedAt,
                endReason,
                turns.size(),
                turns.values().stream()
                        .map(Turn::questionNo)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0),
                evaluation != null,
                lease);
    }
}
