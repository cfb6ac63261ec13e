package io.recruiterbrain.voice.contract.event;

import io.recruiterbrain.voice.contract.BusMessage;
import java.util.List;

/**
 * @param lastSequence cursor to go on from, also when the page is empty
 */
public record EventPage(List<InterviewEvent> events, long lastSequence) implements BusMessage {
    public EventPage {
        events = List.copyOf(events);
    }
}
