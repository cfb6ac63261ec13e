package io.recruiterbrain.voice.http.cluster;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.status.NodePresence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The cluster as the API shows it. */
final class ClusterJson {
    private static final String AGENT = "agent";

    private ClusterJson() {}

    /**
     * @param nodeId of the node that answers
     * @param awayByOwner what supervisors said of the store; absent for one that did not answer
     */
    record Seen(
            String nodeId, List<Presences.Agent> agents, List<NodePresence> nodes, Map<String, Boolean> awayByOwner) {}

    static JsonObject of(
            Seen seen, Optional<HeldLeases> leases, Optional<ModuleStatus> store, Optional<QueuePlace> queue) {
        JsonObject json = new JsonObject()
                .put("node_id", seen.nodeId())
                .put("rooms", rooms(seen))
                .put("cap", cap(seen))
                .put("members", members(seen));
        leases.ifPresent(held -> json.put("leases", leases(held)));
        queue.ifPresent(place -> json.put("waiting", place.waiting()));
        store.ifPresent(status -> {
            JsonObject outbox = new JsonObject();
            put(outbox, "turns", status.figures().get("outbox_depth"));
            put(outbox, "oldest_seconds", status.figures().get("outbox_age_seconds"));
            put(outbox, "events", status.figures().get("events_unpublished"));
            json.put("outbox", outbox);
        });
        return json;
    }

    private static int rooms(Seen seen) {
        return seen.agents().stream()
                .mapToInt(agent -> agent.presence().rooms())
                .sum();
    }

    private static int cap(Seen seen) {
        return seen.agents().stream()
                .filter(agent -> !agent.presence().draining())
                .mapToInt(agent -> agent.presence().cap())
                .sum();
    }

    /** One for each node, in alphabetical order; a node that says nothing of its own is known by its agent. */
    private static JsonArray members(Seen seen) {
        Map<String, JsonObject> members = new TreeMap<>();
        for (NodePresence node : seen.nodes()) {
            members.put(
                    node.nodeId(),
                    new JsonObject()
                            .put("node_id", node.nodeId())
                            .put("version", node.version())
                            .put("roles", new JsonArray(List.copyOf(new TreeSet<>(node.roles()))))
                            .put("draining", node.draining()));
        }
        for (Presences.Agent agent : seen.agents()) {
            AgentPresence presence = agent.presence();
            JsonObject member = members.computeIfAbsent(
                    presence.nodeId(),
                    node -> new JsonObject()
                            .put("node_id", node)
                            .put("roles", new JsonArray().add(AGENT))
                            .put("draining", false));
            member.put("owner", presence.owner())
                    .put("rooms", presence.rooms())
                    .put("cap", presence.cap())
                    .put("draining", member.getBoolean("draining") || presence.draining())
                    .put("store", sight(seen.awayByOwner().get(presence.owner())));
        }
        return new JsonArray(List.copyOf(members.values()));
    }

    private static String sight(@Nullable Boolean away) {
        return away == null ? "unknown" : away ? "away" : "reachable";
    }

    private static JsonArray leases(HeldLeases held) {
        JsonArray leases = new JsonArray();
        held.leases().stream()
                .sorted(Comparator.<HeldLeases.HeldLease, String>comparing(
                                lease -> lease.lease().owner())
                        .thenComparing(HeldLeases.HeldLease::interviewId))
                .forEach(lease -> leases.add(new JsonObject()
                        .put("interview_id", lease.interviewId().toString())
                        .put("owner", lease.lease().owner())
                        .put("fence", lease.lease().fence())));
        return leases;
    }

    private static void put(JsonObject json, String name, @Nullable Long figure) {
        if (figure != null) {
            json.put(name, figure);
        }
    }
}
