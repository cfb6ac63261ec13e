package io.recruiterbrain.voice.launcher.candidate;

import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The candidate's part of the HTTP API, with the credential of one link. */
public final class CandidateApi {
    private final RestClient rest;
    private final String root;

    /** @param candidateUrl as {@code start} answered it: {@code <public url>/i/<id>#<token>} */
    public CandidateApi(URI base, URI candidateUrl) {
        String path = candidateUrl.getPath();
        this.rest = new RestClient(base, candidateUrl.getFragment());
        this.root = "/api/v1/candidate/" + path.substring(path.lastIndexOf('/') + 1);
    }

    /** What the page shows before the candidate joins. */
    public JsonObject interview() {
        return rest.get(root);
    }

    /** Accepts the consent text that {@link #interview} brought. */
    public void consent(JsonObject consent) {
        rest.post(
                root + "/consent",
                new JsonObject()
                        .put("version", consent.getString("version"))
                        .put("sha256", consent.getString("sha256")));
    }

    /** Joins and answers with the session's id; while every room is taken, waits in the queue for one. */
    public String join() {
        JsonObject answer = rest.post(root + "/join", new JsonObject());
        while (answer.getBoolean("queued", false)) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(answer.getInteger("retry_after_seconds")));
            // With its session it keeps the place that it has.
            answer = rest.post(root + "/join", new JsonObject().put("session_id", answer.getString("session_id")));
        }
        return answer.getString("session_id");
    }

    /** Sends an offer and answers with the agent's answer. */
    public String offer(MediaDirection direction, String sessionId, String sdp) {
        String path = root + "/media/" + direction.name().toLowerCase(Locale.ROOT) + "?session_id=" + sessionId;
        return rest.send("POST", path, sdp, "application/sdp").body();
    }

    /** Chooses to type instead of speaking. */
    public void typing(String sessionId) {
        send("/presence", new JsonObject().put("session_id", sessionId).put("presence", "text_mode"));
    }

    /** Answers by typing. */
    public void type(String sessionId, String text) {
        send(
                "/messages",
                new JsonObject()
                        .put("session_id", sessionId)
                        .put("message_id", UUID.randomUUID().toString())
                        .put("text", text));
    }

    /** What happens in the interview from now on. */
    public EventStream events(String sessionId) {
        return rest.events(root + "/events?session_id=" + sessionId);
    }

    /** Ends the interview, as a candidate may at any time. */
    public void leave(String sessionId) {
        rest.post(root + "/leave", new JsonObject().put("session_id", sessionId));
    }

    private void send(String path, JsonObject body) {
        rest.send("POST", root + path, body.encode(), "application/json");
    }
}
