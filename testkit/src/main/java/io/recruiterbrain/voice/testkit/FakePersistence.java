package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Persistence in memory, served on its addresses: the same states, idempotency, tombstones and events, no SQL. Search is
 * by words, not by meaning. Safe for any thread.
 */
public final class FakePersistence {
    private final Bus bus;
    private final MemoryEvents events;
    private final MemoryLeases leases = new MemoryLeases();
    private final MemoryJoins joins = new MemoryJoins(leases);
    private final MemoryStore store;
    private final Map<String, ApiKey> apiKeys = new ConcurrentHashMap<>();
    private volatile boolean publishing = true;
    private volatile @Nullable ServiceException outage;

    private FakePersistence(Bus bus) {
        this.bus = bus;
        this.events = new MemoryEvents(this::publish);
        this.store = new MemoryStore(events, leases);
    }

    /** Serves all addresses of persistence; completes when they answer. */
    public static Future<FakePersistence> serve(Bus bus) {
        FakePersistence fake = new FakePersistence(bus);
        return Future.all(fake.registrations()).map(registered -> fake);
    }

    /** Lets every request fail with this code until {@link #recover}. */
    public void fail(ErrorCode code) {
        outage = new ServiceException(code, "the store is away");
    }

    public void recover() {
        outage = null;
    }

    /** Whether events are published; while not, they can only be found. */
    public void publishing(boolean on) {
        publishing = on;
    }

    /** Places in the queue come without the number of interviews that are held, as the version before gave them. */
    public void countNoRooms() {
        joins.countNoRooms();
    }

    /** Makes an API key known. */
    public void addApiKey(String key) {
        saveApiKey(new SaveApiKey(UUID.randomUUID(), "test " + apiKeys.size(), sha256(key), Instant.EPOCH));
    }

    /** Forgets an API key. */
    public void removeApiKey(String key) {
        apiKeys.remove(sha256(key));
    }

    /** The interview as stored; fails as a request would. */
    public Interview interview(UUID interviewId) {
        return store.find(interviewId);
    }

    /** Gives the lease of an interview to somebody, whoever holds it. */
    public Lease giveLease(UUID interviewId, String owner) {
        return leases.give(interviewId, owner);
    }

    private List<Future<Bus.Registration>> registrations() {
        List<Future<Bus.Registration>> registrations = new ArrayList<>();
        registrations.add(on(CreateInterview.ADDRESS, store::create));
        registrations.add(on(FindInterview.ADDRESS, request -> store.find(request.interviewId())));
        registrations.add(on(ListInterviews.ADDRESS, request -> MemorySearch.page(store.newestFirst(), request)));
        registrations.add(on(SaveConsent.ADDRESS, store::saveConsent));
        registrations.add(on(SavePlan.ADDRESS, store::savePlan));
        registrations.add(on(ChangeState.ADDRESS, store::changeState));
        registrations.add(on(SaveDecision.ADDRESS, store::saveDecision));
        registrations.add(on(EraseInterview.ADDRESS, store::erase));
        registrations.add(on(EraseCandidate.ADDRESS, store::eraseCandidate));
        registrations.add(on(SaveTurn.ADDRESS, store::saveTurn));
        registrations.add(on(FindTranscript.ADDRESS, request -> store.transcript(request.interviewId())));
        registrations.add(on(SaveEvaluation.ADDRESS, store::saveEvaluation));
        registrations.add(on(FindEvaluation.ADDRESS, request -> store.evaluation(request.interviewId())));
        registrations.add(on(SearchTurns.ADDRESS, request -> MemorySearch.search(store.alive(), request)));
        registrations.add(on(FindEvents.ADDRESS, events::find));
        registrations.add(on(RecordIncident.ADDRESS, store::recordIncident));
        registrations.add(on(AcquireLease.ADDRESS, leases::acquire));
        registrations.add(on(ReleaseLease.ADDRESS, leases::release));
        registrations.add(on(FindLeases.ADDRESS, request -> leases.all()));
        registrations.add(on(EnterQueue.ADDRESS, joins::enter));
        registrations.add(on(LeaveQueue.ADDRESS, joins::leave));
        registrations.add(on(FindQueuePlace.ADDRESS, joins::find));
        registrations.add(on(ClaimSession.ADDRESS, joins::claim));
        registrations.add(on(SaveApiKey.ADDRESS, this::saveApiKey));
        registrations.add(on(FindApiKey.ADDRESS, this::findApiKey));
        // The status answers during an outage too: that is what it is for.
        registrations.add(bus.serve(FindStatus.PERSISTENCE, request -> Future.succeededFuture(status())));
        return registrations;
    }

    private <Q extends BusMessage, R extends BusMessage> Future<Bus.Registration> on(
            Address<Q, R> address, Function<Q, R> answer) {
        return bus.serve(address, request -> {
            ServiceException away = outage;
            return away == null ? Future.succeededFuture(answer.apply(request)) : Future.failedFuture(away);
        });
    }

    private void publish(InterviewEvent event) {
        if (publishing) {
            bus.publish(InterviewEvent.TOPIC, event);
        }
    }

    private ApiKey saveApiKey(SaveApiKey request) {
        apiKeys.entrySet()
                .removeIf(known -> known.getValue().name().equals(request.name())
                        && !known.getKey().equals(request.sha256()));
        return apiKeys.computeIfAbsent(
                request.sha256(), hash -> new ApiKey(request.keyId(), request.name(), request.createdAt()));
    }

    private ApiKey findApiKey(FindApiKey request) {
        ApiKey key = apiKeys.get(request.sha256());
        if (key == null) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "there is no such API key");
        }
        return key;
    }

    private ModuleStatus status() {
        String problem = outage == null ? null : "the store is away";
        return new ModuleStatus(
                "persistence",
                "test-node",
                List.of(
                        new ModuleStatus.PortStatus("InterviewStore", "memory", true, "POSTGRES_HOST", problem),
                        new ModuleStatus.PortStatus("VectorStore", "memory", true, "MILVUS_HOST", null)),
                Map.of("outbox_depth", 0L));
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
