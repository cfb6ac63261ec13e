package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what happened to an interview's agent on its timeline. Not a turn: one that cannot be stored is given up. */
final class Timeline {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    private static final String INCIDENT = "interview.incident";
    private static final int PAGE = 1_000;

    /** What may happen. */
    enum Incident {
        AGENT_RECOVERED("agent_recovered", "The agent before gave no sign of life; another one goes on."),
        LEASE_LOST("lease_lost", "This process held the interview no longer; its agent fell silent and left."),
        AGENT_HUNG("agent_hung", "The agent did not answer its own process and was put out."),
        AGENT_GIVEN_UP(
                "agent_given_up",
                "Agent after agent of this interview hung; after the fourth within an hour it was ended."),
        HANDED_OVER("handed_over", "A process that was stopped gave the interview to another one.");

        private final String kind;
        private final String text;

        Incident(String kind, String text) {
            this.kind = kind;
            this.text = text;
        }
    }

    private final Bus bus;
    private final Scheduler scheduler;

    Timeline(Bus bus, Scheduler scheduler) {
        this.bus = bus;
        this.scheduler = scheduler;
    }

    /** How often something happened to an interview since then; fails when the store cannot tell now. */
    Future<Long> count(UUID interviewId, Incident incident, Instant since) {
        return count(interviewId, incident, since, 0);
    }

    private Future<Long> count(UUID interviewId, Incident incident, Instant since, long after) {
        return bus.ask(FindEvents.ADDRESS, new FindEvents(after, interviewId, PAGE))
                .compose(page -> {
                    List<InterviewEvent> events = page.events();
                    long here = events.stream()
                            .filter(event -> event.type().equals(INCIDENT)
                                    && !event.time().isBefore(since))
                            .filter(event -> incident.kind.equals(event.data().get("kind")))
                            .count();
                    return events.size() < PAGE
                            ? Future.succeededFuture(here)
                            : count(
                                            interviewId,
                                            incident,
                                            since,
                                            events.getLast().sequence())
                                    .map(later -> here + later);
                });
    }

    void put(UUID interviewId, Incident incident) {
        LOG.atWarn().addKeyValue("interviewId", interviewId).log(incident.kind.replace('_', ' '));
        record(interviewId, incident.kind, incident.text, scheduler.now());
    }

    /** Turns waited on this node's disk since then and are stored now. */
    void delivered(UUID interviewId, int turns, Instant since) {
        Instant now = scheduler.now();
        LOG.atInfo()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("turns", turns)
                .log("turns delivered from the disk");
        record(
                interviewId,
                "turns_spooled",
                "The database did not take what was said; it was kept on the disk of the agent's node.",
                since.isAfter(now) ? now : since);
        record(interviewId, "turns_delivered", turns + (turns == 1 ? " turn" : " turns"), now);
    }

    /** The store refused turns that came too late: they were said to an agent that another one had replaced. */
    void refused(UUID interviewId, int turns) {
        LOG.atError()
                .addKeyValue("interviewId", interviewId)
                .addKeyValue("turns", turns)
                .log("turns refused: another agent went on; they are in refused");
        record(
                interviewId,
                "turns_refused",
                turns + (turns == 1 ? " turn" : " turns")
                        + " came after another agent had gone on; the node that heard them keeps them in spool/refused.",
                scheduler.now());
    }

    private void record(UUID interviewId, String kind, String text, Instant at) {
        bus.ask(RecordIncident.ADDRESS, new RecordIncident(interviewId, kind, text, null, null, null, at))
                .onFailure(fault -> LOG.atWarn()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("kind", kind)
                        .log("incident could not be stored"));
    }
}
