package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes events in the transaction of the change that they tell of.
 *
 * <p>It must be the last thing a transaction does: from here to the commit it holds the one lock that makes the order of
 * numbers the order of commits.
 */
final class EventLog {
    private static final String APPEND = """
            WITH taken AS (
                UPDATE event_counter SET last_sequence = last_sequence + $1 RETURNING last_sequence - $1 AS base)
            INSERT INTO events (sequence, event_id, type, interview_id, time, data)
            SELECT taken.base + e.n, e.event_id, e.type, e.interview_id, e.time, e.data::jsonb
            FROM taken, unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[])
                WITH ORDINALITY AS e (event_id, type, interview_id, time, data, n)
            """;

    /** An event that has no number yet. */
    record NewEvent(String type, UUID interviewId, Instant time, Map<String, Object> data) {
        static NewEvent created(UUID interviewId, Instant at) {
            return new NewEvent("interview.created", interviewId, at, Map.of("state", InterviewState.SCHEDULED.name()));
        }

        static NewEvent stateChanged(
                UUID interviewId, Instant at, InterviewState from, InterviewState to, @Nullable String reason) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("from", from.name());
            data.put("to", to.name());
            if (reason != null) {
                data.put("reason", reason);
            }
            return new NewEvent("interview.state_changed", interviewId, at, data);
        }

        static NewEvent consented(UUID interviewId, Consent consent) {
            return new NewEvent(
                    "interview.consented",
                    interviewId,
                    consent.acceptedAt(),
                    Map.of(
                            "version", consent.version(),
                            "sha256", consent.sha256(),
                            "accepted_at", consent.acceptedAt().toString()));
        }

        static NewEvent planned(UUID interviewId, Instant at, int questions) {
            return new NewEvent("interview.planned", interviewId, at, Map.of("question_count", questions));
        }

        static NewEvent turnSaved(UUID interviewId, Instant at, Turn turn) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("turn_no", turn.turnNo());
            data.put("speaker", turn.speaker().name());
            data.put("kind", turn.kind().name());
            data.put("text", turn.text());
            if (turn.questionNo() != null) {
                data.put("question_no", turn.questionNo());
            }
            data.put("interrupted", turn.interrupted());
            data.put("typed", turn.typed());
            data.put("started_at", turn.startedAt().toString());
            data.put("ended_at", turn.endedAt().toString());
            if (!turn.messageIds().isEmpty()) {
                data.put(
                        "message_ids",
                        turn.messageIds().stream().map(UUID::toString).toList());
            }
            return new NewEvent("turn.saved", interviewId, at, data);
        }

        static NewEvent evaluated(UUID interviewId, Instant at, @Nullable Double overall, String recommendation) {
            Map<String, Object> data = new LinkedHashMap<>();
            if (overall != null) {
                data.put("overall", overall);
            }
            data.put("recommendation", recommendation);
            return new NewEvent("interview.evaluated", interviewId, at, data);
        }

        static NewEvent decided(UUID interviewId, Decision decision) {
            return new NewEvent(
                    "interview.decided",
                    interviewId,
                    decision.decidedAt(),
                    Map.of(
                            "decided_by", decision.decidedBy(),
                            "outcome", decision.outcome().name(),
                            "reason", decision.reason(),
                            "decided_at", decision.decidedAt().toString()));
        }

        static NewEvent incident(RecordIncident incident) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("kind", incident.kind());
            data.put("text", incident.text());
            if (incident.port() != null) {
                data.put("port", incident.port());
            }
            if (incident.provider() != null) {
                data.put("provider", incident.provider());
            }
            if (incident.next() != null) {
                data.put("next", incident.next());
            }
            return new NewEvent("interview.incident", incident.interviewId(), incident.at(), data);
        }

        static NewEvent erased(UUID interviewId, Instant at) {
            return new NewEvent("interview.erased", interviewId, at, Map.of());
        }
    }

    private EventLog() {}

    static Future<Void> append(SqlConnection connection, List<NewEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        Tuple values = Tuple.of(
                (long) events.size(),
                events.stream().map(event -> UUID.randomUUID()).toArray(UUID[]::new),
                events.stream().map(NewEvent::type).toArray(String[]::new),
                events.stream().map(NewEvent::interviewId).toArray(UUID[]::new),
                events.stream().map(event -> Rows.time(event.time())).toArray(OffsetDateTime[]::new),
                events.stream().map(event -> Rows.json(event.data())).toArray(String[]::new));
        return connection.preparedQuery(APPEND).execute(values).mapEmpty();
    }
}
