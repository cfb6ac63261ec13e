package io.recruiterbrain.voice.http.cluster;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.status.NodePresence;
import io.recruiterbrain.voice.http.cache.BoundedMap;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What supervisors and nodes said of themselves within the last 5 s, by this process's own monotonic clock. At most 1,000 of
 * each; who was silent for longest is forgotten first. Event loop of one verticle only.
 */
public final class Presences {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST = 1000;
    /** What is known of a member's addresses is forgotten when it leaves, and it may come back. */
    private static final Duration MET = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final Map<String, Heard<AgentPresence>> agents = new LinkedHashMap<>();
    private final Map<String, Heard<NodePresence>> nodes = new LinkedHashMap<>();

    private final BoundedMap<String, Long> met = new BoundedMap<>(MOST);

    private record Heard<P>(P presence, long at) {}

    /**
     * A supervisor as it was heard last.
     *
     * @param age since then; each says something every second
     */
    public record Agent(AgentPresence presence, Duration age) {}

    /** @param nanoTime as {@link System#nanoTime} */
    public Presences(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins to listen; completes when every member knows. */
    public Future<Void> start(Bus bus) {
        return Future.all(
                        bus.subscribe(AgentPresence.TOPIC, AgentPresence.class, presence -> hear(bus, presence)),
                        bus.subscribe(NodePresence.TOPIC, NodePresence.class, this::hear))
                .mapEmpty();
    }

    /** Supervisors are met before a candidate must go on at one of them: that one shall not wait for a look-up. */
    private void hear(Bus bus, AgentPresence presence) {
        hear(presence);
        long now = nanoTime.getAsLong();
        Long at = met.get(presence.owner()).orElse(null);
        if (at == null || now - at > MET.toNanos()) {
            met.put(presence.owner(), now);
            Future.all(bus.meet(JoinInterview.at(presence.owner())), bus.meet(SessionCommand.at(presence.owner())))
                    .onFailure(fault -> met.remove(presence.owner()));
        }
    }

    /** Keeps what a supervisor says. */
    public void hear(AgentPresence presence) {
        keep(agents, presence.owner(), presence);
    }

    /** Keeps what a node says. */
    public void hear(NodePresence presence) {
        keep(nodes, presence.nodeId(), presence);
    }

    /** Every supervisor heard, the longest silent one first. */
    public List<Agent> agents() {
        forgetSilent(agents);
        long now = nanoTime.getAsLong();
        return agents.values().stream()
                .map(heard -> new Agent(heard.presence(), Duration.ofNanos(now - heard.at())))
                .toList();
    }

    /** Every node heard. */
    public List<NodePresence> nodes() {
        forgetSilent(nodes);
        return nodes.values().stream().map(Heard::presence).toList();
    }

    /** Rooms that could be given now, over all supervisors; empty while none is known. */
    public Optional<Integer> freeRooms() {
        List<Agent> known = agents();
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(known.stream()
                        .mapToInt(agent -> agent.presence().free())
                        .sum());
    }

    /** Rooms over all supervisors, given and free; of one that is about to stop, those that it still holds. */
    public int rooms() {
        return agents().stream()
                .map(Agent::presence)
                .mapToInt(agent -> agent.draining() ? agent.rooms() : agent.cap())
                .sum();
    }

    /** Whether a node said that it is about to stop. */
    public boolean draining(String nodeId) {
        return agents().stream()
                        .anyMatch(agent -> agent.presence().nodeId().equals(nodeId)
                                && agent.presence().draining())
                || nodes().stream().anyMatch(node -> node.nodeId().equals(nodeId) && node.draining());
    }

    private <P> void keep(Map<String, Heard<P>> heard, String name, P presence) {
        // Taken out first, so that the map is in the order of what was heard.
        heard.remove(name);
        heard.put(name, new Heard<>(presence, nanoTime.getAsLong()));
        if (heard.size() > MOST) {
            heard.remove(heard.keySet().iterator().next());
        }
    }

    private <P> void forgetSilent(Map<String, Heard<P>> heard) {
        long now = nanoTime.getAsLong();
        heard.values().removeIf(one -> now - one.at() > KEPT.toNanos());
    }
}
