package io.recruiterbrain.voice.agent.room;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what it is told; waits for what is expected. */
public final class RecordingRoomListener implements RoomListener {
    private final List<String> events = new ArrayList<>();
    private final RecordedAudio audio = new RecordedAudio();

    @Override
    public void onCandidateConnected() {
        add("connected");
    }

    @Override
    public void onCandidateDisconnected() {
        add("disconnected");
    }

    @Override
    public void onAudio(AudioFrame frame) {
        audio.accept(frame);
    }

    @Override
    public void onText(String text) {
        add("text " + text);
    }

    public RecordedAudio audio() {
        return audio;
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** Waits until the events so far are as expected. */
    public synchronized void awaitEvents(Predicate<List<String>> expected) {
        Waiting.on(this, () -> expected.test(events), () -> "events were " + events);
    }

    /** Waits until exactly these were told. */
    public void awaitEvents(String... expected) {
        awaitEvents(List.of(expected)::equals);
    }

    private synchronized void add(String event) {
        events.add(event);
        notifyAll();
    }
}
