package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Sent;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * A candidate who types, as the page lets one: answers whenever the agent has said something and listens, sends an answer
 * again until it is acknowledged. Two threads: who calls {@link #hold} reads what comes, another one writes.
 */
public final class TypedCandidate {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Page page;
    private final UUID interviewId;
    private final String name;
    private final History history;
    private final Duration thinking;
    private final Attendance attendance;

    /**
     * @param base where the nodes are reached
     * @param link of the interview
     * @param name one word, unlike any other candidate's of the run; part of each answer
     * @param thinking from the agent's last word to the answer
     */
    public TypedCandidate(
            HttpClient http, URI base, URI link, UUID interviewId, String name, History history, Duration thinking) {
        page = new Page(http, base, link);
        this.interviewId = interviewId;
        this.name = name;
        this.history = history;
        this.thinking = thinking;
        attendance = new Attendance(page, interviewId, history, joined -> isTyping());
    }

    /** Holds the interview to its end, or until {@link #leave}. */
    public void hold() throws InterruptedException {
        attendance.enter();
        Thread writer = Thread.ofVirtual().name(name + "-writes").start(this::write);
        attendance.read();
        writer.join();
    }

    /** Makes {@link #hold} return soon; the interview is left as it is. */
    public void leave() {
        attendance.leave();
    }

    private boolean isTyping() throws InterruptedException {
        return page.post(
                        "/presence",
                        new JsonObject().put("session_id", attendance.session()).put("presence", "text_mode"))
                .isGood();
    }

    private void write() {
        try {
            for (int number = 1; !attendance.isOver(); ) {
                if (attendance.mustJoin()) {
                    attendance.joinAgain();
                } else if (attendance.isMyTurn(thinking)) {
                    attendance.answering();
                    answer("%s-%03d".formatted(name, number++));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String marker) throws InterruptedException {
        JsonObject message = new JsonObject()
                .put("message_id", UUID.randomUUID().toString())
                .put("text", "I moved our billing to a new database in small steps and measured each, " + marker + ".");
        history.add(new Sent(System.nanoTime(), interviewId, marker));
        while (!attendance.isOver()) {
            Page.Answer answer = page.post("/messages", message.copy().put("session_id", attendance.session()));
            if (answer.isGood()) {
                history.add(new Acknowledged(System.nanoTime(), interviewId, marker));
                return;
            }
            // What a proxy or a busy agent refuses is sent again; what the session is refused for needs a new join.
            boolean lost = answer.status() == 409
                    || answer.status() == 404
                    || answer.code().equals("UNAVAILABLE");
            if (lost) {
                attendance.lost();
            }
            while (attendance.mustJoin() && !attendance.isOver()) {
                attendance.joinAgain();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
