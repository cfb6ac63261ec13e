package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes committed events in their order, at least once.
 *
 * <p>How far it came is stored; its row lock keeps publishers of several nodes from mixing their orders. A fault leaves
 * the rest for the next call.
 */
public final class EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final int PAGE = 200;

    /** Losing the note below in a crash means publishing again, which subscribers must expect. */
    private static final String PREPARE = "SET LOCAL synchronous_commit = off; " + Database.PLAN_ANEW;

    private static final String NEXT =
            "SELECT " + EventStore.COLUMNS + " FROM events WHERE sequence > $1 ORDER BY sequence LIMIT " + PAGE;

    private final Database database;
    private final Bus bus;
    private boolean running;
    private boolean askedAgain;

    public EventPublisher(Database database, Bus bus) {
        this.database = database;
        this.bus = bus;
    }

    /** There may be something new: publishes it unless that is going on already. Returns at once. */
    public void wake() {
        synchronized (this) {
            if (running) {
                askedAgain = true;
                return;
            }
            running = true;
            askedAgain = false;
        }
        database.transaction(this::publishPage).onComplete(page -> {
            if (page.failed()) {
                LOG.atDebug().setCause(page.cause()).log("events wait to be published");
            }
            if (finished(page.succeeded() && page.result() == PAGE, page.failed())) {
                return;
            }
            wake();
        });
    }

    private synchronized boolean finished(boolean more, boolean failed) {
        running = false;
        return failed || !(more || askedAgain);
    }

    private Future<Integer> publishPage(SqlConnection connection) {
        return connection
                .query(PREPARE)
                .execute()
                .compose(set -> connection
                        .preparedQuery("SELECT last_published FROM event_publisher FOR UPDATE")
                        .execute())
                .compose(rows -> connection
                        .preparedQuery(NEXT)
                        .execute(Tuple.of(rows.iterator().next().getLong(0))))
                .compose(rows -> {
                    List<InterviewEvent> events = Rows.map(rows, EventStore::event);
                    events.forEach(event -> bus.publish(InterviewEvent.TOPIC, event));
                    return events.isEmpty() ? Future.succeededFuture(0) : note(connection, events);
                });
    }

    private static Future<Integer> note(SqlConnection connection, List<InterviewEvent> events) {
        return connection
                .preparedQuery("UPDATE event_publisher SET last_published = $1")
                .execute(Tuple.of(events.getLast().sequence()))
                .map(events.size());
    }
}
