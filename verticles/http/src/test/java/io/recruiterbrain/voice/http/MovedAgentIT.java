package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.await;
import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.testkit.FakeAgent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of a page while the interview goes from one agent to another. */
class MovedAgentIT {
    private RunningHttp http;
    private FakeAgent agent;
    private Started started;
    private UUID session;
    private final Queue<SessionCommand> taken = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void run() throws Exception {
        http = new RunningHttp();
        agent = await(FakeAgent.serve(http.bus, http.clock, 1, "node-1/a"));
        http.vertx.setPeriodic(500, tick -> agent.announce());
        started = http.start();
        session = http.join(started);
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void aCommandFindsTheAgentThatTookTheInterviewOver() throws Exception {
        // Given
        say("before");
        await(agent.vanish(started.id()));
        anotherHolds(command -> Future.succeededFuture(new SessionReply.Accepted(started.id())));

        // When
        HttpResponse<String> accepted = say("after");

        // Then
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(taken).hasSize(1);
        assertThat(agent.commands()).hasSize(1);
    }

    @Test
    void anAnswerThatWaitsForAFrozenAgentGoesToTheNewOneAsSoonAsThereIsOne() throws Exception {
        // Given
        await(agent.vanish(started.id()));
        Promise<SessionCommand> frozen = Promise.promise();
        http.persistence.giveLease(started.id(), "node-9/frozen");
        await(http.bus.serve(SessionCommand.at("node-9/frozen"), command -> {
            frozen.tryComplete(command);
            return Promise.<SessionReply>promise().future();
        }));
        CompletableFuture<HttpResponse<String>> waiting =
                http.client.sendAsync(message("into the silence").build(), BodyHandlers.ofString());
        await(frozen.future());

        // When
        long fence = anotherHolds(command -> Future.succeededFuture(new SessionReply.Accepted(started.id())));
        http.bus.publish(LiveUpdate.TOPIC, new LiveUpdate.AgentMoved(started.id(), fence, "node-2/b"));

        // Then: well before the frozen one is given up after 8 s
        assertThat(waiting.get(6, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        assertThat(taken).containsExactly(await(frozen.future()));
    }

    @Test
    void whoeverTellsOfAMoveMayLeaveItToTheStoreToSayWhereTo() throws Exception {
        // Given
        say("before");
        await(agent.vanish(started.id()));
        long fence = anotherHolds(command -> Future.succeededFuture(new SessionReply.Accepted(started.id())));

        // When
        http.bus.publish(LiveUpdate.TOPIC, new LiveUpdate.AgentMoved(started.id(), fence, null));
        HttpResponse<String> accepted = say("after");

        // Then
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(taken).hasSize(1);
    }

    @Test
    void whileNobodyTookOverThePageIsAskedToJoinAgain() throws Exception {
        // Given
        await(agent.vanish(started.id()));

        // When
        HttpResponse<String> refused = say("is anybody there");

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("join again");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
    }

    @Test
    void aNodeThatIsAboutToStopIsNotReadyAndTheOthersAre() throws Exception {
        // Given
        FakeAgent own = await(FakeAgent.serve(http.bus, http.clock, 3, "test-node/b"));
        int before = http.send(http.request("/ready")).statusCode();
        agent.drain();
        int whileAnotherDrains = http.send(http.request("/ready")).statusCode();

        // When
        own.drain();
        Waiting.until(() -> ready() == 503);

        // Then
        assertThat(List.of(before, whileAnotherDrains)).containsOnly(200);
        assertThat(http.send(http.request("/ready")).body()).contains("\"draining\":true");
    }

    @Test
    void theClusterIsListedWithItsMembersLeasesAndWhatWaits() throws Exception {
        // Given
        await(FakeAgent.serve(http.bus, http.clock, 3, "node-2/b")).drain();

        // When
        JsonObject cluster = new JsonObject(http.get("/api/v1/cluster").body());

        // Then
        assertThat(cluster.getInteger("rooms")).isEqualTo(1);
        assertThat(cluster.getInteger("cap")).isEqualTo(1);
        assertThat(cluster.getJsonArray("members").encode())
                .isEqualTo("[{\"node_id\":\"node-1\",\"roles\":[\"agent\"],\"draining\":false,\"owner\":\"node-1/a\","
                        + "\"rooms\":1,\"cap\":1,\"store\":\"unknown\"},"
                        + "{\"node_id\":\"node-2\",\"roles\":[\"agent\"],\"draining\":true,\"owner\":\"node-2/b\","
                        + "\"rooms\":0,\"cap\":3,\"store\":\"unknown\"}]");
        assertThat(cluster.getJsonArray("leases").encode())
                .isEqualTo("[{\"interview_id\":\"" + started.id() + "\",\"owner\":\"node-1/a\",\"fence\":1}]");
        assertThat(cluster.getJsonObject("outbox").getInteger("turns")).isZero();
        assertThat(cluster.getInteger("waiting")).isZero();
    }

    /** What answers for the new holder. */
    private interface Answering {
        Future<SessionReply> to(SessionCommand command);
    }

    private long anotherHolds(Answering answering) throws Exception {
        long fence = http.persistence.giveLease(started.id(), "node-2/b").fence();
        await(http.bus.serve(SessionCommand.at("node-2/b"), command -> {
            taken.add(command);
            return answering.to(command);
        }));
        return fence;
    }

    private HttpResponse<String> say(String text) throws Exception {
        return http.send(message(text));
    }

    private HttpRequest.Builder message(String text) {
        return json(
                http.asCandidate(started, "/messages"),
                "POST",
                new JsonObject()
                        .put("session_id", session.toString())
                        .put("message_id", UUID.randomUUID().toString())
                        .put("text", text));
    }

    private int ready() {
        try {
            return http.send(http.request("/ready")).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
