package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.event.EventPage;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Durable events in memory, numbered in the order of their commit. Safe for any thread. */
final class MemoryEvents {
    private final List<InterviewEvent> events = new ArrayList<>();
    private final Consumer<InterviewEvent> publish;

    /**
     * @param publish called for each new event after it can be found
     */
    MemoryEvents(Consumer<InterviewEvent> publish) {
        this.publish = publish;
    }

    void append(String type, UUID subject, Instant time, Map<String, Object> data) {
        InterviewEvent event;
        synchronized (this) {
            event = new InterviewEvent(events.size() + 1L, UUID.randomUUID(), type, subject, time, data);
            events.add(event);
        }
        publish.accept(event);
    }

    synchronized EventPage find(FindEvents request) {
        if (request.afterSequence() == FindEvents.LATEST) {
            return new EventPage(List.of(), events.size());
        }
        List<InterviewEvent> found = events.stream()
                .filter(event -> event.sequence() > request.afterSequence())
                .filter(event ->
                        request.interviewId() == null || request.interviewId().equals(event.subject()))
                .limit(request.limit())
                .toList();
        return new EventPage(
                found,
                found.isEmpty() ? request.afterSequence() : found.getLast().sequence());
    }

    synchronized void forgetDataOf(UUID subject) {
        events.replaceAll(event -> event.subject().equals(subject)
                ? new InterviewEvent(event.sequence(), event.id(), event.type(), subject, event.time(), Map.of())
                : event);
    }
}
