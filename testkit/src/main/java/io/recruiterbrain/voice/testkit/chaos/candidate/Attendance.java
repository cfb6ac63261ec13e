package io.recruiterbrain.voice.testkit.chaos.candidate;

import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.AgentWords;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Ended;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Line;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.Moved;
import io.recruiterbrain.voice.testkit.chaos.history.Observation.TurnTold;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A candidate's page in an interview, however they answer: consents and joins, joins again by itself on errors and when the
 * agent moved, and notes what it is told. Two threads: one reads what comes, another one joins again and answers.
 */
final class Attendance {
    private static final Set<String> ASKING = Set.of("question", "follow_up", "repeat", "nudge");
    private static final Set<String> GONE =
            Set.of("completed", "evaluated", "cancelled", "expired", "abandoned", "failed");
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Page page;
    private final UUID interviewId;
    private final History history;
    private final Entry entry;

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

    /** What a candidate does with each answer to a join; answers whether they are in the interview by that. */
    @FunctionalInterface
    interface Entry {
        boolean enter(JsonObject joined) throws InterruptedException;
    }

    Attendance(Page page, UUID interviewId, History history, Entry entry) {
        this.page = page;
        this.interviewId = interviewId;
        this.history = history;
        this.entry = entry;
    }

    /** Consents, and joins for the first time. */
    void enter() throws InterruptedException {
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
                if (consented.code().equals("INVALID_STATE")) {
                    findEnd();
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Notes what comes until the interview is over, or it is left. */
    void read() throws InterruptedException {
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
    }

    String session() {
        return session;
    }

    boolean isOver() {
        return over;
    }

    /** Makes {@link #read} return soon; the interview is left as it is. */
    void leave() {
        over = true;
    }

    boolean mustJoin() {
        return joinAgain;
    }

    /** The session was refused. */
    void lost() {
        joinAgain = true;
    }

    /** Whether the agent has said something, and listens for a time since. */
    boolean isMyTurn(Duration thinking) {
        return spokenTo && listening && System.nanoTime() - quietSince > thinking.toNanos();
    }

    /** An answer begins to be given: the next one is due when the agent has said something again. */
    void answering() {
        spokenTo = false;
    }

    /** What asks for it meanwhile is not forgotten. */
    void joinAgain() throws InterruptedException {
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
            return entry.enter(joined.body());
        }
        if (joined.code().equals("SESSION_TAKEN_OVER")) {
            session = "";
        } else if (joined.code().equals("INVALID_STATE")) {
            findEnd();
        }
        return false;
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
            // A node of an older build tells no number.
            case "agent_moved" -> moved(now, event.data().getLong("fence", movedTo + 1));
            case "ended" -> {
                history.add(new Ended(now, interviewId, event.data().getString("reason")));
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
            history.add(new Moved(now, interviewId));
        }
        // It is told until this page has joined.
        joinAgain = true;
    }

    private void turn(long now, JsonObject turn) {
        boolean byAgent = turn.getString("speaker").equalsIgnoreCase("agent");
        String kind = turn.getString("kind").toLowerCase(Locale.ROOT);
        int turnNo = turn.getInteger("turn_no");
        history.add(new TurnTold(now, interviewId, new Line(turnNo, byAgent, kind, turn.getString("text"))));
        if (byAgent && ASKING.contains(kind) && turnNo > lastAskedTurn) {
            lastAskedTurn = turnNo;
            spokenTo = true;
        }
    }

    private void caption(long now, JsonObject caption) {
        if (caption.getString("speaker").equals("agent")) {
            history.add(new AgentWords(now, interviewId, caption.getString("segment_id"), caption.getBoolean("final")));
            quietSince = now;
            spokenTo = true;
        }
    }
}
