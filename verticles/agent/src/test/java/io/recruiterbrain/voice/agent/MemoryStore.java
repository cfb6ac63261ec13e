package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the agent needs of persistence, kept in memory; it can go away and come back. */
final class MemoryStore {
    final Map<UUID, Interview> interviews = new ConcurrentHashMap<>();
    final List<InterviewState> states = new CopyOnWriteArrayList<>();
    private final Map<UUID, Map<Integer, Turn>> turns = new ConcurrentHashMap<>();
    final MemoryLeases leases = new MemoryLeases();
    final List<RecordIncident> incidents = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private final AtomicInteger plansToRefuse = new AtomicInteger();

    /** Nothing can be read or written, leases included. */
    void setAway(boolean now) {
        away = now;
        leases.setAway(now);
    }

    /** So many attempts to store a plan find the store away. */
    void refusePlans(int attempts) {
        plansToRefuse.set(attempts);
    }

    void serve(Bus bus) {
        Future.all(leases.serve(bus)).await();
        Future.all(List.of(
                        bus.serve(FindInterview.ADDRESS, find -> answer(() -> found(find.interviewId()))),
                        bus.serve(
                                ListInterviews.ADDRESS,
                                list -> answer(() -> new InterviewPage(
                                        interviews.values().stream()
                                                .filter(one ->
                                                        list.filter().states().contains(one.state()))
                                                .toList(),
                                        null))),
                        bus.serve(ChangeState.ADDRESS, change -> answer(() -> change(change))),
                        bus.serve(
                                SavePlan.ADDRESS,
                                save -> plansToRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                                        ? isAway()
                                        : answer(() -> plan(save))),
                        bus.serve(
                                FindTranscript.ADDRESS,
                                find -> answer(() ->
                                        new Transcript(find.interviewId(), List.copyOf(turnsOf(find.interviewId()))))),
                        bus.serve(
                                SaveTurn.ADDRESS,
                                save -> answer(() -> {
                                    leases.require(save.interviewId(), save.fence());
                                    turns.computeIfAbsent(save.interviewId(), id -> new ConcurrentSkipListMap<>())
                                            .putIfAbsent(save.turn().turnNo(), save.turn());
                                    return new TurnSaved(
                                            save.interviewId(), save.turn().turnNo());
                                })),
                        bus.serve(
                                RecordIncident.ADDRESS,
                                incident -> answer(() -> {
                                    incidents.add(incident);
                                    return new IncidentRecorded(incident.interviewId());
                                })),
                        bus.serve(FindEvents.ADDRESS, find -> answer(() -> events(find.interviewId())))))
                .await();
    }

    private EventPage events(@Nullable UUID interviewId) {
        return new EventPage(
                incidents.stream()
                        .filter(incident -> incident.interviewId().equals(interviewId))
                        .map(incident -> new InterviewEvent(
                                1,
                                UUID.randomUUID(),
                                "interview.incident",
                                incident.interviewId(),
                                incident.at(),
                                Map.of("kind", incident.kind())))
                        .toList(),
                1);
    }

    Interview add(InterviewState state, boolean consented, @Nullable String workerId, int questions) {
        return add(UUID.randomUUID(), state, consented, workerId, questions, 0, false);
    }

    /** One whose candidate left after four turns. */
    Interview addAbandoned(boolean evaluated) {
        return add(UUID.randomUUID(), InterviewState.ABANDONED, true, null, 2, 4, evaluated);
    }

    /** One that ended so after so many turns, none of which can be read; takes the place of what had this id. */
    void put(UUID id, InterviewState state, int turnCount) {
        add(id, state, true, null, 2, turnCount, false);
    }

    private Interview add(
            UUID id,
            InterviewState state,
            boolean consented,
            @Nullable String workerId,
            int questions,
            int turnCount,
            boolean evaluated) {
        Instant now = Instant.now();
        Interview interview = new Interview(
                id,
                state,
                new CandidateData(null, "Ada", null, null),
                new JobDescriptionData(null, "Backend engineer", null, "We build services."),
                new InterviewSettings(questions, Duration.ofMinutes(5), List.of()),
                List.of(),
                "interview-" + id,
                workerId,
                consented ? new Consent("1", "abc", now) : null,
                null,
                now,
                now.plusSeconds(3600),
                null,
                null,
                null,
                turnCount,
                0,
                evaluated,
                null);
        interviews.put(id, interview);
        return interview;
    }

    Collection<Turn> turnsOf(UUID interviewId) {
        return turns.getOrDefault(interviewId, Map.of()).values();
    }

    InterviewState stateOf(UUID interviewId) {
        return found(interviewId).state();
    }

    private Interview found(UUID id) {
        Interview interview = interviews.get(id);
        if (interview == null) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "no such interview");
        }
        return keep(interview, interview.state(), interview.plan(), interview.endReason());
    }

    private Interview change(ChangeState change) {
        Interview old = found(change.interviewId());
        leases.require(change.interviewId(), change.fence());
        if (old.state() != change.state() && !old.state().mayBecome(change.state())) {
            throw new ServiceException(ErrorCode.INVALID_STATE, old.state() + " cannot become " + change.state());
        }
        states.add(change.state());
        if (change.state().ended()) {
            leases.end(change.interviewId());
        }
        return keep(old, change.state(), old.plan(), change.reason());
    }

    private Interview plan(SavePlan save) {
        Interview old = found(save.interviewId());
        leases.require(save.interviewId(), save.fence());
        return keep(old, old.state(), old.plan().isEmpty() ? save.plan() : old.plan(), old.endReason());
    }

    private Interview keep(Interview old, InterviewState state, List<PlannedQuestion> plan, @Nullable String reason) {
        Interview changed = new Interview(
                old.interviewId(),
                state,
                old.candidate(),
                old.job(),
                old.settings(),
                plan,
                old.roomName(),
                old.workerId(),
                old.consent(),
                null,
                old.createdAt(),
                old.linkExpiresAt(),
                old.startedAt(),
                null,
                reason,
                turnsOf(old.interviewId()).size(),
                0,
                old.evaluated(),
                leases.lease(old.interviewId()));
        interviews.put(old.interviewId(), changed);
        return changed;
    }

    private <R> Future<R> answer(Supplier<R> answer) {
        return away ? isAway() : Future.succeededFuture(answer.get());
    }

    private static <R> Future<R> isAway() {
        return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE, "the store is away"));
    }
}
