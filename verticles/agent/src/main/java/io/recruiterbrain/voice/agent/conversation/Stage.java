package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.InterviewState;

/** Who watches a conversation. Called on its thread. */
public interface Stage {
    /** Shown at once, kept nowhere. */
    void show(LiveUpdate update);

    /** The interview is in another state; never one that ends it. */
    void moved(InterviewState state);

    /** The last word is said. Turns may still be on their way to the store. */
    void ended(EndReason reason);
}
