package io.recruiterbrain.voice.http.live;

import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.http.api.Sessions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the agent whether the candidate's page is open, by its event stream. A page that reconnects within a moment was
 * never away; its streams may be on several instances of the verticle, so they count together.
 */
final class CandidatePresence {
    private static final Logger LOG = LoggerFactory.getLogger(CandidatePresence.class);
    private static final long GRACE_MS = 1500;

    private final Vertx vertx;
    private final Sessions sessions;
    private final OpenPages pages;

    /** Streams by session, shared by the instances on one node. */
    static final class OpenPages {
        private final Map<UUID, Integer> streams = new ConcurrentHashMap<>();
        /** Sessions whose last stream ended, each with a mark of that end: only the latest end is reported, once. */
        private final Map<UUID, Object> leaving = new ConcurrentHashMap<>();
        /** This process, for agents that hear of streams on several. */
        private final UUID id = UUID.randomUUID();
    }

    CandidatePresence(Vertx vertx, Sessions sessions, OpenPages pages) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.pages = pages;
    }

    /** Reports the page as there; fails when the agent does not know the session, or another browser took over. */
    Future<Void> opened(UUID interviewId, UUID sessionId) {
        // Counted first: an older stream's end must not report the page as gone while this one is being reported.
        pages.streams.merge(sessionId, 1, Integer::sum);
        pages.leaving.remove(sessionId);
        return report(interviewId, sessionId, Presence.CONNECTED).onFailure(refused -> closed(interviewId, sessionId));
    }

    /** Reports the page as gone unless it comes back in a moment. */
    void closed(UUID interviewId, UUID sessionId) {
        Integer left = pages.streams.computeIfPresent(sessionId, (session, open) -> open > 1 ? open - 1 : null);
        if (left != null) {
            return;
        }
        Object end = new Object();
        pages.leaving.put(sessionId, end);
        vertx.setTimer(GRACE_MS, late -> {
            if (pages.leaving.remove(sessionId, end)) {
                report(interviewId, sessionId, Presence.DISCONNECTED)
                        .onFailure(fault -> LOG.atDebug()
                                .addKeyValue("interviewId", interviewId)
                                .log("nobody to tell that the page is gone"));
            }
        });
    }

    private Future<Void> report(UUID interviewId, UUID sessionId, Presence presence) {
        return sessions.ask(new ReportPresence(interviewId, sessionId, presence, pages.id))
                .mapEmpty();
    }
}
