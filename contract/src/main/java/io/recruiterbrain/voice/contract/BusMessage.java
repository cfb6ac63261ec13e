package io.recruiterbrain.voice.contract;

/** Marks an immutable record that may cross the event bus; every implementation is listed in {@link MessageTypes}. */
public interface BusMessage {}
