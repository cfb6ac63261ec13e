package io.recruiterbrain.voice.persistence.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.IncidentRecorded;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.persistence.postgres.EventLog.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** Reads events after a cursor. */
public final class EventStore {
    static final String COLUMNS = "sequence, event_id, type, interview_id, time, data::text AS data";

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String OF_ALL =
            "SELECT " + COLUMNS + " FROM events WHERE sequence > $1 ORDER BY sequence LIMIT $2";
    private static final String OF_ONE =
            "SELECT " + COLUMNS + " FROM events WHERE sequence > $1 AND interview_id = $3 ORDER BY sequence LIMIT $2";

    private final Database database;
    private final Runnable eventsWaiting;

    /**
     * @param eventsWaiting told after each commit that wrote an event
     */
    public EventStore(Database database, Runnable eventsWaiting) {
        this.database = database;
        this.eventsWaiting = eventsWaiting;
    }

    /** Fails with {@code NOT_FOUND} or {@code ERASED}. */
    public Future<IncidentRecorded> record(RecordIncident incident) {
        return database.transaction(connection -> InterviewRows.find(connection, incident.interviewId())
                        .compose(interview -> EventLog.append(connection, List.of(NewEvent.incident(incident)))))
                .onSuccess(recorded -> eventsWaiting.run())
                .map(recorded -> new IncidentRecorded(incident.interviewId()));
    }

    public Future<EventPage> find(FindEvents request) {
        if (request.afterSequence() == FindEvents.LATEST) {
            return database.read(connection -> connection
                    .preparedQuery("SELECT last_sequence FROM event_counter")
                    .execute()
                    .map(rows -> new EventPage(List.of(), rows.iterator().next().getLong(0))));
        }
        Tuple values = Tuple.of(request.afterSequence(), request.limit());
        if (request.interviewId() != null) {
            values.addUUID(request.interviewId());
        }
        return database.read(connection -> connection
                .preparedQuery(request.interviewId() == null ? OF_ALL : OF_ONE)
                .execute(values)
                .map(rows -> {
                    List<InterviewEvent> events = Rows.map(rows, EventStore::event);
                    return new EventPage(
                            events,
                            events.isEmpty()
                                    ? request.afterSequence()
                                    : events.getLast().sequence());
                }));
    }

    static InterviewEvent event(Row row) {
        return new InterviewEvent(
                row.getLong("sequence"),
                Rows.uuid(row, "event_id"),
                Rows.text(row, "type"),
                Rows.uuid(row, "interview_id"),
                Rows.instant(row, "time"),
                Rows.json(row, "data", OBJECT));
    }
}
