package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import java.util.List;

/** Reads or makes what a conversation needs before it can begin: the plan, and what was said before. */
final class Preparation {
    private static final int ATTEMPTS = 5;
    /** For about five minutes: a store that is away comes back, and the candidate is there. */
    private static final int ATTEMPTS_AT_STORE = 60;

    private final Bus bus;
    private final LanguageModel model;
    private final LeasedStore store;
    private final Scheduler scheduler;

    /** @param before turns of an earlier agent, oldest first */
    record Prepared(Interview interview, List<Turn> before) {}

    Preparation(Bus bus, LanguageModel model, LeasedStore store, Scheduler scheduler) {
        this.bus = bus;
        this.model = model;
        this.store = store;
        this.scheduler = scheduler;
    }

    Future<Prepared> of(Interview interview) {
        Future<Interview> planned = interview.plan().isEmpty() ? plan(interview) : Future.succeededFuture(interview);
        Future<Transcript> before = interview.state() == InterviewState.SCHEDULED
                ? Future.succeededFuture(new Transcript(interview.interviewId(), List.of()))
                : Retry.request(
                        scheduler,
                        ATTEMPTS_AT_STORE,
                        () -> bus.ask(FindTranscript.ADDRESS, new FindTranscript(interview.interviewId())));
        return Future.all(planned, before)
                .map(both -> new Prepared(planned.result(), before.result().turns()));
    }

    private Future<Interview> plan(Interview interview) {
        PlanRequest request =
                new PlanRequest(interview.interviewId(), interview.candidate(), interview.job(), interview.settings());
        return Retry.request(scheduler, ATTEMPTS, () -> model.plan(request))
                .compose(plan -> Retry.request(scheduler, ATTEMPTS_AT_STORE, () -> store.plan(plan)));
    }
}
