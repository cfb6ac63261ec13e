package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.conversation.Scheduler;
import io.recruiterbrain.voice.agent.resilience.FaultListener;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the faults of providers on one interview's timeline, the same one not again for a while. Not a turn: one that
 * cannot be stored is logged and given up.
 */
final class Incidents implements FaultListener {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
    private static final Duration SAME_AGAIN = Duration.ofSeconds(30);

    private final UUID interviewId;
    private final Bus bus;
    private final Scheduler scheduler;
    private final Map<String, Instant> reported = new HashMap<>();

    Incidents(UUID interviewId, Bus bus, Scheduler scheduler) {
        this.interviewId = interviewId;
        this.bus = bus;
        this.scheduler = scheduler;
    }

    @Override
    public void failed(String port, String provider, ServiceException fault, @Nullable String next) {
        scheduler.execute(() -> report(port, provider, fault, next));
    }

    private void report(String port, String provider, ServiceException fault, @Nullable String next) {
        Instant now = scheduler.now();
        String same = port + provider + fault.code() + next;
        Instant before = reported.get(same);
        if (before != null && now.isBefore(before.plus(SAME_AGAIN))) {
            return;
        }
        reported.put(same, now);
        String text = fault.getMessage() == null ? provider + " failed" : fault.getMessage();
        RecordIncident incident =
                new RecordIncident(interviewId, RecordIncident.PROVIDER_FAILED, text, port, provider, next, now);
        bus.ask(RecordIncident.ADDRESS, incident)
                .onFailure(lost -> LOG.atWarn()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("provider", provider)
                        .addKeyValue("errorCode", fault.code())
                        .log("incident could not be stored"));
    }
}
