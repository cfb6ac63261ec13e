package io.recruiterbrain.voice.http;

import static io.recruiterbrain.voice.http.RunningHttp.await;
import static io.recruiterbrain.voice.http.RunningHttp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.interview.Consent;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.http.RunningHttp.Started;
import io.recruiterbrain.voice.http.config.ConsentText;
import io.recruiterbrain.voice.testkit.FakeAgent;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Candidates who find every room taken, with several supervisors on the bus. */
class JoinQueueIT {
    private RunningHttp http;
    private final List<FakeAgent> agents = new CopyOnWriteArrayList<>();

    @BeforeEach
    void run() throws Exception {
        // Only supervisors with a name have rooms here.
        http = new RunningHttp(plain -> plain, 0);
        http.vertx.setPeriodic(500, tick -> agents.forEach(FakeAgent::announce));
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
    }

    @Test
    void aStoreOfTheVersionBeforeCountsNoRoomsAndWhatSupervisorsSayCounts() throws Exception {
        // Given
        agents("node-1/a", 1);
        http.persistence.countNoRooms();

        // When
        joined(join(consented(), null));
        HttpResponse<String> queued = join(consented(), null);

        // Then
        assertThat(queued.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(queued.body()).getInteger("position")).isOne();
    }

    @Test
    void whenAllRoomsAreTakenThePageGetsAPlaceAndKeepsIt() throws Exception {
        // Given
        agents("node-1/a", 1);
        joined(join(consented(), null));
        Started first = consented();
        Started second = consented();

        // When
        HttpResponse<String> queued = join(first, null);
        JsonObject place = new JsonObject(queued.body());
        HttpResponse<String> behind = join(second, null);
        HttpResponse<String> again = join(first, place.getString("session_id"));

        // Then
        assertThat(queued.statusCode()).isEqualTo(202);
        assertThat(queued.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(place.getBoolean("queued")).isTrue();
        assertThat(place.getInteger("position")).isEqualTo(1);
        assertThat(new JsonObject(behind.body()).getInteger("position")).isEqualTo(2);
        assertThat(again.body()).isEqualTo(queued.body());
        assertThat(status(second).getInteger("queue_position")).isEqualTo(2);
    }

    @Test
    void aFreeRoomGoesToWhoCameFirst() throws Exception {
        // Given
        FakeAgent agent = agents("node-1/a", 1);
        Started inside = consented();
        joined(join(inside, null));
        Started first = consented();
        Started second = consented();
        String sessionOfFirst = sessionOf(join(first, null));
        String sessionOfSecond = sessionOf(join(second, null));

        // When
        await(agent.end(inside.id(), InterviewState.COMPLETED, "completed"));
        heard();
        HttpResponse<String> notYet = join(second, sessionOfSecond);
        HttpResponse<String> now = join(first, sessionOfFirst);

        // Then
        assertThat(notYet.statusCode()).isEqualTo(202);
        joined(now);
        assertThat(sessionOf(now)).isEqualTo(sessionOfFirst);
        assertThat(status(first).containsKey("queue_position")).isFalse();
        Waiting.until(() -> position(second) == 1);
    }

    @Test
    void theNextSupervisorIsAskedWhenTheBestOneHasNoRoomAfterAll() throws Exception {
        // Given
        FakeAgent full = agents("node-1/a", 0);
        FakeAgent free = agents("node-2/b", 1);
        http.bus.publish(AgentPresence.TOPIC, new AgentPresence("node-1/a", "node-1", 0, 50, false));
        heard();

        // When
        HttpResponse<String> in = join(consented(), null);

        // Then
        joined(in);
        assertThat(full.mostTaken()).isZero();
        assertThat(free.mostTaken()).isEqualTo(1);
    }

    @Test
    void theHolderOfAnInterviewIsAskedThoughItIsFullAndAboutToStop() throws Exception {
        // Given
        FakeAgent holder = agents("node-1/a", 1);
        Started started = consented();
        String session = sessionOf(join(started, null));
        holder.drain();
        agents("node-2/b", 9);

        // When
        HttpResponse<String> back = join(started, session);

        // Then
        joined(back);
        assertThat(holder.mostTaken()).isEqualTo(1);
    }

    @Test
    void aSupervisorThatIsGoneIsPassedOver() throws Exception {
        // Given
        http.bus.publish(AgentPresence.TOPIC, new AgentPresence("node-0/gone", "node-0", 0, 90, false));
        agents("node-1/a", 1);

        // When
        HttpResponse<String> in = join(consented(), null);

        // Then
        joined(in);
    }

    @Test
    void aPageThatComesBackByItselfIsRefusedOnceAnotherBrowserJoined() throws Exception {
        // Given
        agents("node-1/a", 1);
        Started started = consented();
        String laptop = sessionOf(join(started, null));
        String phone = sessionOf(join(started, null));

        // When
        HttpResponse<String> laptopAgain = join(started, laptop);
        HttpResponse<String> phoneAgain = join(started, phone);

        // Then
        assertThat(laptopAgain.statusCode()).isEqualTo(409);
        assertThat(laptopAgain.body()).contains("SESSION_TAKEN_OVER");
        joined(phoneAgain);
        assertThat(sessionOf(phoneAgain)).isEqualTo(phone);
    }

    @Test
    void aBurstFillsEveryRoomAndNoMoreAndEverybodyIsAnswered() throws Exception {
        // Given
        FakeAgent one = agents("node-1/a", 34);
        FakeAgent two = agents("node-2/b", 33);
        FakeAgent three = agents("node-3/c", 33);
        List<Started> candidates = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            candidates.add(consented());
        }
        agents.forEach(FakeAgent::announce);
        heard();

        // When
        List<Reply> burst =
                all(candidates.stream().map(candidate -> send(candidate, null)).toList());
        List<Reply> waiting = waiting(burst);
        List<Reply> again = again(waiting);

        // Then
        assertThat(burst.size() - waiting.size()).isEqualTo(100);
        assertThat(one.mostTaken()).isEqualTo(34);
        assertThat(two.mostTaken()).isEqualTo(33);
        assertThat(three.mostTaken()).isEqualTo(33);
        assertThat(burst).allSatisfy(reply -> {
            assertThat(reply.response().statusCode()).isIn(200, 202);
            assertThat(reply.took()).isLessThan(Duration.ofSeconds(10));
        });
        assertThat(again)
                .hasSize(400)
                .allSatisfy(reply -> assertThat(reply.response().statusCode()).isEqualTo(202));
    }

    private record Reply(Started candidate, HttpResponse<String> response, Duration took) {}

    private CompletableFuture<Reply> send(Started candidate, String session) {
        long sent = System.nanoTime();
        return http.client
                .sendAsync(joinRequest(candidate, session).build(), BodyHandlers.ofString())
                .thenApply(response -> new Reply(candidate, response, Duration.ofNanos(System.nanoTime() - sent)));
    }

    private List<Reply> again(List<Reply> waiting) throws Exception {
        return all(waiting.stream()
                .map(reply -> send(reply.candidate(), sessionOf(reply.response())))
                .toList());
    }

    private static List<Reply> all(List<CompletableFuture<Reply>> replies) throws Exception {
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        return replies.stream().map(CompletableFuture::join).toList();
    }

    private static List<Reply> waiting(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> reply.response().statusCode() == 202)
                .toList();
    }

    private FakeAgent agents(String owner, int rooms) throws Exception {
        FakeAgent agent = await(FakeAgent.serve(http.bus, http.clock, rooms, owner));
        agents.add(agent);
        heard();
        return agent;
    }

    /** What was published before has been heard: messages of one sender arrive in order. */
    private void heard() throws Exception {
        http.get("/api/v1/cluster");
        http.get("/api/v1/cluster");
    }

    private Started consented() throws Exception {
        Started started = http.start();
        ConsentText text = ConsentText.defaults();
        await(http.bus.ask(
                SaveConsent.ADDRESS,
                new SaveConsent(started.id(), new Consent(text.version(), text.sha256(), RunningHttp.NOW))));
        return started;
    }

    private HttpRequest.Builder joinRequest(Started started, String session) {
        JsonObject body = session == null ? new JsonObject() : new JsonObject().put("session_id", session);
        return json(http.asCandidate(started, "/join"), "POST", body);
    }

    private HttpResponse<String> join(Started started, String session) throws Exception {
        return http.send(joinRequest(started, session));
    }

    private static void joined(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static String sessionOf(HttpResponse<String> response) {
        return UUID.fromString(new JsonObject(response.body()).getString("session_id"))
                .toString();
    }

    private JsonObject status(Started started) throws Exception {
        return new JsonObject(
                http.get("/api/v1/interview/status/" + started.id()).body());
    }

    private int position(Started started) {
        try {
            return status(started).getInteger("queue_position", 0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
