package io.recruiterbrain.voice.http.cluster;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.FindStoreSight;
import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.http.request.Answer;
import io.recruiterbrain.voice.http.request.ApiRequest;
import io.recruiterbrain.voice.http.request.Operations;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The cluster as this node sees it. Every part that cannot be asked is left out, for then it is needed most. */
public final class ClusterOperations {
    private final Bus bus;
    private final Presences presences;
    private final String nodeId;

    public ClusterOperations(Bus bus, Presences presences, String nodeId) {
        this.bus = bus;
        this.presences = presences;
        this.nodeId = nodeId;
    }

    public void register(Operations operations) {
        operations.on("getCluster", this::cluster);
    }

    private Future<Answer> cluster(ApiRequest request) {
        Future<Optional<HeldLeases>> leases = optional(bus.ask(FindLeases.ADDRESS, new FindLeases()));
        Future<Optional<ModuleStatus>> store = optional(bus.ask(FindStatus.PERSISTENCE, new FindStatus()));
        Future<Optional<QueuePlace>> queue = optional(bus.ask(FindQueuePlace.ADDRESS, new FindQueuePlace(null)));
        return storeSights()
                .compose(sights -> Future.join(leases, store, queue)
                        .map(all -> Answer.ok(ClusterJson.of(
                                new ClusterJson.Seen(nodeId, presences.agents(), presences.nodes(), sights),
                                leases.result(),
                                store.result(),
                                queue.result()))));
    }

    /** Whether each owner can read the leases now; an owner that does not answer is absent. */
    private Future<Map<String, Boolean>> storeSights() {
        Map<String, Boolean> awayByOwner = new TreeMap<>();
        List<Future<?>> asked = presences.agents().stream()
                .map(agent -> agent.presence().owner())
                .<Future<?>>map(owner -> bus.ask(FindStoreSight.address(owner), new FindStoreSight(nodeId))
                        .onSuccess(sight -> awayByOwner.put(owner, sight.away()))
                        .otherwiseEmpty())
                .toList();
        return Future.all(asked).map(all -> awayByOwner);
    }

    private static <T> Future<Optional<T>> optional(Future<T> answer) {
        return answer.map(Optional::of).otherwise(Optional.empty());
    }
}
