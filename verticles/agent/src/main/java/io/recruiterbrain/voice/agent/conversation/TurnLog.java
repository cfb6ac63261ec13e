package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;

/** Where finished turns go, in order. On the conversation's thread. */
public interface TurnLog {
    /** Takes a turn; returns at once, whatever the store does. */
    void append(Turn turn);

    /** Completes when the turn taken last is kept, by the store or on a disk; fails when it never will be. */
    Future<Void> durable();

    /** Completes when every turn taken so far is stored, or will never be. */
    Future<Void> flushed();
}
