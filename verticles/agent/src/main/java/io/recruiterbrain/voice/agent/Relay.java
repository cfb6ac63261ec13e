package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.lease.TakingOrder;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.JoinResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Brings interviews that this node has left, and whose leases are free, to other owners. */
final class Relay {
    private final Bus bus;
    private final TakingOrder preferred;
    private final TakingOrder others;

    /**
     * @param preferred who is asked first
     * @param others who may take what those do not; each gives its room itself, or does not
     */
    Relay(Bus bus, List<AgentPresence> preferred, List<AgentPresence> others) {
        this.bus = bus;
        this.preferred = new TakingOrder(preferred);
        this.others = new TakingOrder(others);
    }

    /** Whether another owner goes on with it. */
    Future<Boolean> offer(UUID interviewId, @Nullable UUID sessionId) {
        JoinInterview join = new JoinInterview(interviewId, sessionId == null ? UUID.randomUUID() : sessionId);
        return offer(join, preferred.next())
                .compose(taken -> taken ? Future.succeededFuture(true) : offer(join, others.next()));
    }

    private Future<Boolean> offer(JoinInterview join, List<String> owners) {
        if (owners.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return bus.ask(JoinInterview.at(owners.getFirst()), join)
                .map(result -> switch (result) {
                    case JoinResult.Joined joined -> true;
                    // Its candidate's page was faster than we, and brought it to somebody.
                    case JoinResult.HeldElsewhere held -> true;
                    case JoinResult.AllBusy busy -> false;
                })
                .otherwise(false)
                .compose(taken -> taken ? Future.succeededFuture(true) : offer(join, owners.subList(1, owners.size())));
    }
}
