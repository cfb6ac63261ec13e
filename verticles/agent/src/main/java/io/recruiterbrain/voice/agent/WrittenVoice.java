package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The agent's words as they are shown: who may not be heard may not be read either. They are held back meanwhile, in order,
 * the oldest dropped beyond a bound. On the scheduler's thread.
 */
final class WrittenVoice {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int MOST = 200;

    private final VoiceGate gate;
    private final Scheduler scheduler;
    private final Consumer<LiveUpdate.Caption> shown;
    private final Deque<LiveUpdate.Caption> held = new ArrayDeque<>();

    WrittenVoice(VoiceGate gate, Scheduler scheduler, Consumer<LiveUpdate.Caption> shown) {
        this.gate = gate;
        this.scheduler = scheduler;
        this.shown = shown;
    }

    void show(LiveUpdate.Caption words) {
        if (held.isEmpty() && gate.getAsBoolean()) {
            shown.accept(words);
            return;
        }
        if (held.isEmpty()) {
            lookLater();
        }
        if (held.size() == MOST) {
            held.removeFirst();
        }
        held.addLast(words);
    }

    private void lookLater() {
        scheduler.at(scheduler.now().plus(LOOK_AGAIN), this::look);
    }

    private void look() {
        if (gate.isClosed()) {
            held.clear();
        }
        while (!held.isEmpty() && gate.getAsBoolean()) {
            shown.accept(held.removeFirst());
        }
        if (!held.isEmpty()) {
            lookLater();
        }
    }
}
