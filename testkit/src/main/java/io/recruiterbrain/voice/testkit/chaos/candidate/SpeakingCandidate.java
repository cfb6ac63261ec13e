package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentSound;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A candidate who speaks in a room of a LiveKit server, as the page lets one: answers whenever the agent has said something
 * and listens, and notes when its voice is heard. Two threads: who calls {@link #hold} reads what comes, another one speaks.
 */
public final class SpeakingCandidate {
    private static final Duration THINKING = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final UUID interviewId;
    private final History history;
    private final List<Path> answers;
    private final Path folder;
    private final Attendance attendance;
    private @Nullable LiveKitClient client;

    /**
     * @param base where the nodes are reached
     * @param link of the interview
     * @param answers files of 16 kHz mono, given in turn
     * @param folder for the client's log
     */
    public SpeakingCandidate(URI base, URI link, UUID interviewId, History history, List<Path> answers, Path folder) {
        this.interviewId = interviewId;
        this.history = history;
        this.answers = List.copyOf(answers);
        this.folder = folder;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        attendance = new Attendance(new Page(http, base, link), interviewId, history, this::comeIn);
    }

    /** Holds the interview to its end. */
    public void hold() throws InterruptedException {
        try {
            attendance.enter();
            Thread speaker = Thread.ofVirtual().name("speaks-" + interviewId).start(this::speak);
            attendance.read();
            speaker.join();
        } finally {
            LiveKitClient last = client;
            if (last != null) {
                last.close();
            }
        }
    }

    /** Once in the room, the client stays in it by itself, whichever agent is there. */
    private boolean comeIn(JsonObject joined) {
        if (client == null) {
            JsonObject ticket = joined.getJsonObject("livekit");
            try {
                client = LiveKitClient.start(
                        folder.resolve("livekit-client-" + interviewId + ".log"),
                        ticket.getString("url"),
                        ticket.getString("token"),
                        connection -> history.add(new AgentSound(System.nanoTime(), interviewId, connection)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    private void speak() {
        try {
            for (int number = 0; !attendance.isOver(); ) {
                LiveKitClient here = client;
                if (attendance.mustJoin()) {
                    attendance.joinAgain();
                } else if (here != null && attendance.isMyTurn(THINKING)) {
                    attendance.answering();
                    here.say(answers.get(number++ % answers.size()));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
