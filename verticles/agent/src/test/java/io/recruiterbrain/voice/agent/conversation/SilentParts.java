package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.AgentPorts;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Ports for typed interviews: what hears and speaks is never asked, and the model answers at once. */
public final class SilentParts {
    private SilentParts() {}

    public static AgentPorts with(RoomProvider rooms) {
        VirtualScheduler stopped = new VirtualScheduler();
        return new AgentPorts(
                rooms, new FakeEars(stopped), new FakeVoice(stopped), new FakeVoiceActivity(), new PromptModel());
    }

    private static final class PromptModel implements LanguageModel {
        @Override
        public Future<List<PlannedQuestion>> plan(PlanRequest request) {
            return Future.succeededFuture(Rehearsal.questions(request.settings().questionCount()));
        }

        @Override
        public Future<Reading> read(Exchange exchange) {
            return Future.succeededFuture(new Reading(Intent.ANSWER, Depth.SOLID, null));
        }

        @Override
        public Future<Void> word(Move move, Consumer<String> sentences) {
            FallbackWords.of(move).forEach(sentences);
            return Future.succeededFuture();
        }

        @Override
        public Future<Evaluation> evaluate(EvaluationRequest request) {
            return Future.failedFuture("not asked for here");
        }

        @Override
        public void close() {}
    }
}
