package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.EvaluationSaved;
import io.recruiterbrain.voice.contract.evaluation.NoEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.CandidateErased;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewCreated;
import io.recruiterbrain.voice.contract.interview.InterviewErased;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rules of persistence over maps: states, idempotency, tombstones, events. Safe for any thread. */
final class MemoryStore {
    private final Map<UUID, StoredInterview> interviews = new LinkedHashMap<>();
    private final Map<String, StoredInterview> byIdempotencyKey = new HashMap<>();
    private final MemoryEvents events;
    private final MemoryLeases leases;

    MemoryStore(MemoryEvents events, MemoryLeases leases) {
        this.events = events;
        this.leases = leases;
    }

    synchronized InterviewCreated create(CreateInterview order) {
        StoredInterview known = order.idempotencyKey() == null ? null : byIdempotencyKey.get(order.idempotencyKey());
        if (known != null) {
            if (!String.valueOf(known.order.requestHash()).equals(order.requestHash())) {
                throw new ServiceException(
                        ErrorCode.IDEMPOTENCY_CONFLICT, "this idempotency key was used before for a different request");
            }
            return new InterviewCreated(view(alive(known)), true);
        }
        StoredInterview stored = new StoredInterview(order, interviews.size() + 1L);
        interviews.put(order.interviewId(), stored);
        if (order.idempotencyKey() != null) {
            byIdempotencyKey.put(order.idempotencyKey(), stored);
        }
        events.append("interview.created", order.interviewId(), order.createdAt(), Map.of("state", "SCHEDULED"));
        return new InterviewCreated(view(stored), false);
    }

    synchronized Interview find(UUID interviewId) {
        return view(alive(interviewId));
    }

    /** Interviews that are not erased, newest first. */
    synchronized List<Interview> newestFirst() {
        return alive().stream().map(this::view).toList().reversed();
    }

    synchronized Collection<StoredInterview> alive() {
        return interviews.values().stream().filter(stored -> !stored.erased).toList();
    }

    synchronized Interview saveConsent(SaveConsent request) {
        StoredInterview stored = alive(request.interviewId());
        if (stored.consent == null) {
            stored.consent = request.consent();
            events.append(
                    "interview.consented",
                    request.interviewId(),
                    request.consent().acceptedAt(),
                    Map.of("version", request.consent().version()));
        }
        return view(stored);
    }

    synchronized Interview savePlan(SavePlan request) {
        StoredInterview stored = alive(request.interviewId());
        if (stored.plan.isEmpty()) {
            stored.plan = request.plan();
            events.append(
                    "interview.planned",
                    request.interviewId(),
                    stored.order.createdAt(),
                    Map.of("question_count", request.plan().size()));
        }
        return view(stored);
    }

    synchronized Interview changeState(ChangeState request) {
        StoredInterview stored = alive(request.interviewId());
        if (stored.state != request.state()) {
            if (!stored.state.mayBecome(request.state())) {
                throw new ServiceException(
                        ErrorCode.INVALID_STATE,
                        "an interview that is " + stored.state + " cannot become " + request.state());
            }
            move(stored, request.state(), request.at(), request.reason() == null ? "" : request.reason());
        }
        if (request.workerId() != null && !stored.state.ended()) {
            stored.workerId = request.workerId();
        }
        return view(stored);
    }

    synchronized IncidentRecorded recordIncident(RecordIncident request) {
        alive(request.interviewId());
        events.append(
                "interview.incident",
                request.interviewId(),
                request.at(),
                Map.of("kind", request.kind(), "text", request.text()));
        return new IncidentRecorded(request.interviewId());
    }

    synchronized Interview saveDecision(SaveDecision request) {
        StoredInterview stored = alive(request.interviewId());
        if (!stored.state.ended()) {
            throw new ServiceException(ErrorCode.INVALID_STATE, "a decision needs an interview that has ended");
        }
        stored.decision = request.decision();
        events.append(
                "interview.decided",
                request.interviewId(),
                request.decision().decidedAt(),
                Map.of(
                        "outcome",
                        request.decision().outcome().name(),
                        "decided_by",
                        request.decision().decidedBy()));
        return view(stored);
    }

    synchronized InterviewErased erase(EraseInterview request) {
        StoredInterview stored = known(request.interviewId());
        if (!stored.erased) {
            if (isRunning(stored)) {
                throw new ServiceException(ErrorCode.INVALID_STATE, "the interview is running: cancel it first");
            }
            erase(stored, request.at());
        }
        return new InterviewErased(request.interviewId(), request.at());
    }

    synchronized CandidateErased eraseCandidate(EraseCandidate request) {
        List<StoredInterview> all = alive().stream()
                .filter(stored ->
                        request.candidateId().equals(stored.order.candidate().candidateId()))
                .toList();
        if (all.isEmpty()) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "there is no interview of this candidate");
        }
        all.stream().filter(MemoryStore::isRunning).findFirst().ifPresent(running -> {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "the interview " + running.order.interviewId() + " of this candidate is running: cancel it first");
        });
        all.forEach(stored -> erase(stored, request.at()));
        return new CandidateErased(all.size(), request.at());
    }

    private static boolean isRunning(StoredInterview stored) {
        return !stored.state.ended() && stored.state != InterviewState.SCHEDULED;
    }

    private void erase(StoredInterview stored, Instant at) {
        UUID interviewId = stored.order.interviewId();
        stored.erased = true;
        stored.turns.clear();
        stored.evaluation = null;
        events.forgetDataOf(interviewId);
        events.append("interview.erased", interviewId, at, Map.of());
    }

    synchronized TurnSaved saveTurn(SaveTurn request) {
        StoredInterview stored = alive(request.interviewId());
        Turn turn = request.turn();
        if (stored.turns.putIfAbsent(turn.turnNo(), turn) == null) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("turn_no", turn.turnNo());
            data.put("speaker", turn.speaker().name());
            data.put("kind", turn.kind().name());
            data.put("text", turn.text());
            data.put("interrupted", turn.interrupted());
            data.put("typed", turn.typed());
            data.put("started_at", turn.startedAt().toString());
            data.put("ended_at", turn.endedAt().toString());
            if (turn.questionNo() != null) {
                data.put("question_no", turn.questionNo());
            }
            if (!turn.messageIds().isEmpty()) {
                data.put(
                        "message_ids",
                        turn.messageIds().stream().map(UUID::toString).toList());
            }
            events.append("turn.saved", request.interviewId(), turn.endedAt(), data);
        }
        return new TurnSaved(request.interviewId(), turn.turnNo());
    }

    synchronized Transcript transcript(UUID interviewId) {
        return new Transcript(interviewId, List.copyOf(alive(interviewId).turns.values()));
    }

    synchronized EvaluationSaved saveEvaluation(SaveEvaluation request) {
        Evaluation evaluation = request.evaluation();
        StoredInterview stored = alive(evaluation.interviewId());
        if (stored.evaluation == null) {
            if (!stored.state.mayBeEvaluated()) {
                throw new ServiceException(
                        ErrorCode.INVALID_STATE, "an interview that is " + stored.state + " cannot be evaluated");
            }
            stored.evaluation = evaluation;
            if (stored.state.mayBecome(InterviewState.EVALUATED)) {
                move(stored, InterviewState.EVALUATED, evaluation.createdAt(), "");
            }
            events.append(
                    "interview.evaluated",
                    evaluation.interviewId(),
                    evaluation.createdAt(),
                    Map.of("recommendation", evaluation.recommendation().name()));
        }
        return new EvaluationSaved(evaluation.interviewId());
    }

    synchronized Evaluation evaluation(UUID interviewId) {
        StoredInterview stored = alive(interviewId);
        if (stored.evaluation == null) {
            throw NoEvaluation.fault(stored.state, NoEvaluation.hasAnswer(stored.turns.values()));
        }
        return stored.evaluation;
    }

    private Interview view(StoredInterview stored) {
        return stored.view(stored.state.ended() ? null : leases.of(stored.order.interviewId()));
    }

    private void move(StoredInterview stored, InterviewState next, Instant at, String reason) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("from", stored.state.name());
        data.put("to", next.name());
        if (!reason.isEmpty()) {
            data.put("reason", reason);
        }
        stored.state = next;
        if (next == InterviewState.IN_PROGRESS && stored.startedAt == null) {
            stored.startedAt = at;
        }
        if (next.ended() && stored.endedAt == null) {
            stored.endedAt = at;
            stored.endReason = reason.isEmpty() ? null : reason;
            stored.workerId = null;
        }
        events.append("interview.state_changed", stored.order.interviewId(), at, data);
    }

    private StoredInterview alive(UUID interviewId) {
        return alive(known(interviewId));
    }

    private static StoredInterview alive(StoredInterview stored) {
        if (stored.erased) {
            throw new ServiceException(ErrorCode.ERASED, "the interview was erased");
        }
        return stored;
    }

    private StoredInterview known(UUID interviewId) {
        StoredInterview stored = interviews.get(interviewId);
        if (stored == null) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "there is no interview with this id");
        }
        return stored;
    }
}
