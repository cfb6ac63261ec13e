package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.model.Interviews;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.EvaluationSaved;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One stored interview behind the real bus; the first saves may be told to fail. */
final class FakeStore {
    final List<Evaluation> saved = new CopyOnWriteArrayList<>();
    final AtomicInteger saves = new AtomicInteger();
    private final InterviewState state;
    private final List<PlannedQuestion> plan;
    private final List<Turn> turns;
    private final AtomicInteger failures;
    volatile boolean evaluated;

    FakeStore(InterviewState state, List<PlannedQuestion> plan, List<Turn> turns, int failures) {
        this.state = state;
        this.plan = plan;
        this.turns = turns;
        this.failures = new AtomicInteger(failures);
    }

    void serve(Bus bus) {
        Future.all(
                        bus.serve(FindInterview.ADDRESS, request -> Future.succeededFuture(interview())),
                        bus.serve(
                                FindTranscript.ADDRESS,
                                request -> Future.succeededFuture(new Transcript(Interviews.ID, turns))),
                        bus.serve(SaveEvaluation.ADDRESS, this::save))
                .await();
    }

    private Future<EvaluationSaved> save(SaveEvaluation request) {
        saves.incrementAndGet();
        if (failures.getAndDecrement() > 0) {
            return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"));
        }
        saved.add(request.evaluation());
        return Future.succeededFuture(new EvaluationSaved(Interviews.ID));
    }

    private Interview interview() {
        return new Interview(
                Interviews.ID,
                state,
                new CandidateData(null, "Ada Lovelace", null, null),
                Interviews.job("Backend engineer", "We build services."),
                new InterviewSettings(3, Duration.ofMinutes(12), List.of()),
                plan,
                "interview-" + Interviews.ID,
                null,
                null,
                null,
                Interviews.NOW,
                Interviews.NOW.plusSeconds(3600),
                Interviews.NOW,
                Interviews.NOW.plusSeconds(600),
                "completed",
                turns.size(),
                plan.size(),
                evaluated,
                null);
    }
}
