package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import org.jspecify.annotations.Nullable;

/** What the agent does next. */
public sealed interface PlanStep {
    /**
     * The agent says something; {@link InterviewPlan#spoken} or {@link InterviewPlan#interrupted} follows.
     *
     * @param questionNo absent for greeting and closing
     * @param prompt what the candidate must hear to be able to answer, absent when nothing is asked
     */
    record Say(
            Move move,
            TurnKind kind,
            @Nullable Integer questionNo,
            @Nullable String prompt,
            boolean interruptible) implements PlanStep {
        @Override
        public String toString() {
            return "Say[" + kind + ", questionNo=" + questionNo + "]";
        }
    }

    /** @param patient whether the candidate asked for a moment */
    record Listen(boolean patient) implements PlanStep {}

    /** Nothing changes. */
    record Stay() implements PlanStep {}

    record End(EndReason reason) implements PlanStep {}
}
