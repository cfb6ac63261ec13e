package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what happened to an interview's agent on its timeline. Not a turn: one that cannot be stored is given up. */
final class Timeline {
    private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);

    /** What may happen. */
    enum Incident {
        AGENT_RECOVERED("agent_recovered", "The agent before gave no sign of life; another one goes on."),
        LEASE_LOST("lease_lost", "This process held the interview no longer; its agent fell silent and left."),
        AGENT_HUNG("agent_hung", "The agent did not answer its own process and was put out."),
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

    void put(UUID interviewId, Incident incident) {
        LOG.atWarn().addKeyValue("interviewId", interviewId).log(incident.kind.replace('_', ' '));
        bus.ask(
                        RecordIncident.ADDRESS,
                        new RecordIncident(
                                interviewId, incident.kind, incident.text, null, null, null, scheduler.now()))
                .onFailure(fault -> LOG.atWarn()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("kind", incident.kind)
                        .log("incident could not be stored"));
    }
}
