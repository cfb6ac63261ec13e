package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.vertx.core.Context;

/** Tells everybody what this node's supervisor holds: each second, and soon after a change. On the supervisor's context. */
final class Announcer {
    private final Bus bus;
    private final Context context;
    private final String owner;
    private final String nodeId;
    private final RoomBook book;
    private boolean toTell;

    Announcer(Bus bus, Context context, String owner, String nodeId, RoomBook book) {
        this.bus = bus;
        this.context = context;
        this.owner = owner;
        this.nodeId = nodeId;
        this.book = book;
        book.onChange(this::tellSoon);
    }

    AgentPresence self() {
        return new AgentPresence(owner, nodeId, book.taken(), book.cap(), book.isDraining());
    }

    /** Each second, and at the start. */
    void tell() {
        publish();
        // A node whose first interview is one that it takes over from a member that hangs must reach the pages at once.
        bus.meetSubscribers(LiveUpdate.TOPIC);
    }

    private void publish() {
        toTell = false;
        bus.publish(AgentPresence.TOPIC, self());
    }

    /** A burst of changes is told of once. */
    private void tellSoon() {
        if (!toTell) {
            toTell = true;
            context.runOnContext(ignored -> publish());
        }
    }
}
