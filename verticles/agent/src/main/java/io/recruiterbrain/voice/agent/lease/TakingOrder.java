package io.recruiterbrain.voice.agent.lease;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spreads interviews over owners: the least loaded one first, counting what it was given meanwhile. All who see the same
 * presences come to the same order, so that they seldom reach for the same interview. A hint only: leases decide.
 */
public final class TakingOrder {
    private final Map<String, AgentPresence> takers = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();

    /** @param owners who may take; those that drain or have no room left are passed over */
    public TakingOrder(Collection<AgentPresence> owners) {
        owners.stream().filter(each -> each.free() > 0).forEach(each -> takers.put(each.owner(), each));
    }

    /** Who should take the next interview, best first; the first one counts as having taken it. */
    public List<String> next() {
        List<String> order = new ArrayList<>();
        takers.values().stream()
                .filter(each -> free(each) > 0)
                .sorted(Comparator.comparingDouble(this::load).thenComparing(AgentPresence::owner))
                .forEach(each -> order.add(each.owner()));
        Optional<String> first = order.stream().findFirst();
        first.ifPresent(owner -> given.merge(owner, 1, Integer::sum));
        return order;
    }

    private int free(AgentPresence owner) {
        return owner.free() - given.getOrDefault(owner.owner(), 0);
    }

    private double load(AgentPresence owner) {
        return (double) (owner.rooms() + given.getOrDefault(owner.owner(), 0)) / owner.cap();
    }
}
