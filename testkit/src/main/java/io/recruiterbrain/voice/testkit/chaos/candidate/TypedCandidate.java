package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Acknowledged;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Ended;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Moved;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Sent;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A candidate who types, as the page lets one: consents, joins, answers whenever the agent has said something and listens,
 * joins again by itself on errors and when the agent moved, sends an answer again until it is acknowledged. Two threads: who
 * calls {@link #hold} reads what comes, another one writes.
 */
public final class TypedCandidate {
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final Set<String> GONE =
            Set.of("completed", "evaluated", "cancelled", "expired", "abandoned", "failed");
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Page page;
    private final UUID interviewId;
    private final String name;
    private final History history;
    private final Duration thinking;

    private volatile String session = "";
    private volatile boolean over;
    private volatile boolean joinAgain;
    private volatile boolean listening;
    /** The agent has said something since the last answer. */
    private volatile boolean spokenTo;

    private volatile long quietSince = System.nanoTime();
    private String lastEventId = "";
    private long movedTo;
    private int lastAskedTurn;

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
    }

    /** Holds the interview to its end, or until {@link #leave}. */
    public void hold() throws InterruptedException {
        enter();
        Thread writer = Thread.ofVirtual().name(name + "-writes").start(this::write);
        while (!over) {
            Optional<InputStream> events = page.events(session, lastEventId);
            if (events.isPresent()) {
                new SseReader(events.get()).read(this::on);
            } else {
                joinAgain = true;
            }
            if (!over) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        writer.join();
    }

    /** Makes {@link #hold} return soon; the interview is left as it is. */
    public void leave() {
        over = true;
    }

    private void enter() throws InterruptedException {
        while (!over) {
            Page.Answer invitation = page.get();
            if (invitation.isGood()) {
                JsonObject consent = invitation.body().getJsonObject("consent");
                Page.Answer consented = page.post(
                        "/consent",
                        new JsonObject()
                                .put("version", consent.getString("version"))
                                .put("sha256", consent.getString("sha256")));
                if (consented.isGood() && join()) {
                    return;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What asks for it meanwhile is not forgotten. */
    private void joinAgain() throws InterruptedException {
        joinAgain = false;
        if (!join()) {
            joinAgain = true;
        }
    }

    /** One attempt, with the session there is; answers whether it is in the room. */
    private boolean join() throws InterruptedException {
        JsonObject body = new JsonObject();
        if (!session.isEmpty()) {
            body.put("session_id", session);
        }
        Page.Answer joined = page.post("/join", body);
        if (joined.isGood()) {
            session = joined.body().getString("session_id");
            if (joined.body().getBoolean("queued", false)) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(joined.body().getInteger("retry_after_seconds", 1)));
                return false;
            }
            return presence().isGood();
        }
        if (joined.code().equals("SESSION_TAKEN_OVER")) {
            session = "";
        } else if (joined.code().equals("INVALID_STATE")) {
            findEnd();
        }
        return false;
    }

    private Page.Answer presence() throws InterruptedException {
        return page.post(
                "/presence", new JsonObject().put("session_id", session).put("presence", "text_mode"));
    }

    /** What is refused because the interview is over must not be tried for ever. */
    private void findEnd() throws InterruptedException {
        Page.Answer invitation = page.get();
        if (invitation.isGood() && GONE.contains(invitation.body().getString("state"))) {
            over = true;
        }
    }

    private boolean on(SseReader.Event event) {
        long now = System.nanoTime();
        if (!event.id().isEmpty()) {
            lastEventId = event.id();
        }
        switch (event.name()) {
            case "turn.saved" -> turn(now, event.data().getJsonObject("data"));
            case "caption" -> caption(now, event.data());
            case "agent_state" -> {
                listening = event.data().getString("state").equals("listening");
                quietSince = now;
            }
            case "agent_moved" -> moved(now, event.data().getLong("fence"));
            case "ended" -> {
                see(new Ended(now, interviewId, event.data().getString("reason")));
                over = true;
            }
            // The end itself may be missed, with the stream that it was told on.
            case "interview.state_changed" ->
                over = over || GONE.contains(event.data().getJsonObject("data").getString("to"));
            default -> {}
        }
        return !over;
    }

    private void moved(long now, long fence) {
        if (fence > movedTo) {
            movedTo = fence;
            see(new Moved(now, interviewId));
        }
        // It is told until this page has joined.
        joinAgain = true;
    }

    private void turn(long now, JsonObject turn) {
        boolean byAgent = turn.getString("speaker").equalsIgnoreCase("agent");
        String kind = turn.getString("kind").toLowerCase(Locale.ROOT);
        int turnNo = turn.getInteger("turn_no");
        see(new TurnTold(now, interviewId, new Line(turnNo, byAgent, kind, turn.getString("text"))));
        if (byAgent && ASKING.contains(kind) && turnNo > lastAskedTurn) {
            lastAskedTurn = turnNo;
            spokenTo = true;
        }
    }

    private void caption(long now, JsonObject caption) {
        if (caption.getString("speaker").equals("agent")) {
            see(new AgentWords(now, interviewId, caption.getString("segment_id"), caption.getBoolean("final")));
            quietSince = now;
            spokenTo = true;
        }
    }

    private void write() {
        try {
            for (int number = 1; !over; ) {
                if (joinAgain) {
                    joinAgain();
                } else if (isMyTurn()) {
                    spokenTo = false;
                    answer("%s-%03d".formatted(name, number++));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isMyTurn() {
        return spokenTo && listening && System.nanoTime() - quietSince > thinking.toNanos();
    }

    private void answer(String marker) throws InterruptedException {
        JsonObject message = new JsonObject()
                .put("message_id", UUID.randomUUID().toString())
                .put("text", "I moved our billing to a new database in small steps and measured each, " + marker + ".");
        see(new Sent(System.nanoTime(), interviewId, marker));
        while (!over) {
            Page.Answer answer = page.post("/messages", message.copy().put("session_id", session));
            if (answer.isGood()) {
                see(new Acknowledged(System.nanoTime(), interviewId, marker));
                return;
            }
            // What a proxy or a busy agent refuses is sent again; what the session is refused for needs a new join.
            boolean lost = answer.status() == 409
                    || answer.status() == 404
                    || answer.code().equals("UNAVAILABLE");
            if (lost) {
                joinAgain = true;
            }
            while (joinAgain && !over) {
                joinAgain();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void see(Observation observation) {
        history.add(observation);
    }
}
