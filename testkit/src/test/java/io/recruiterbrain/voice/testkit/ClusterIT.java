package io.recruiterbrain.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.search.EmbedTexts;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.status.ModuleStatus;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract's messages over a real wire: a request from one Hazelcast member to the other goes through the codec. */
class ClusterIT {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");

    private static TestCluster cluster;
    private static Bus here;

    @BeforeAll
    static void startTwoMembersOfWhichTheSecondServes() throws Exception {
        cluster = TestCluster.start(2);
        here = new Bus(cluster.member(0));
        await(FakePersistence.serve(new Bus(cluster.member(1))));
        await(FakeEmbedding.serve(new Bus(cluster.member(1)), 8));
        introduce();
    }

    /**
     * A member hears of the others' addresses a moment later, and the first message may take longer than a request waits.
     * Requests go to all who are said to serve in turn, so only several in a row tell that each of them does.
     */
    private static void introduce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        int inARow = 0;
        for (int attempt = 1; inARow < 4; attempt++) {
            try {
                await(here.ask(FindStatus.PERSISTENCE, new FindStatus()));
                inARow++;
            } catch (ServiceException e) {
                inARow = 0;
                if (attempt == 100 || never.await(100, TimeUnit.MILLISECONDS)) {
                    throw e;
                }
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void aRequestAndItsReplyCrossTheWireUnchanged() throws Exception {
        // Given
        CreateInterview order = anOrder();

        // When
        Interview created = await(here.ask(CreateInterview.ADDRESS, order)).interview();

        // Then
        assertThat(created.candidate()).isEqualTo(order.candidate()).isNotSameAs(order.candidate());
        assertThat(created.job()).isEqualTo(order.job());
        assertThat(created.settings()).isEqualTo(order.settings());
        assertThat(created.createdAt()).isEqualTo(NOW);
    }

    @Test
    void aFaultArrivesWithItsCodeAndNotAsATimeout() {
        // Given
        ChangeState illegal = new ChangeState(create(), InterviewState.EVALUATED, NOW, null, null);

        // When / Then
        assertThatThrownBy(() -> await(here.ask(ChangeState.ADDRESS, illegal)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_STATE));
        assertThatThrownBy(() -> await(here.ask(FindInterview.ADDRESS, new FindInterview(UUID.randomUUID()))))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void whoServesAnAddressItselfAsksNobodyElse() throws Exception {
        // Given: the other member serves it too, and is not to be waited for should it hang
        Bus.Registration own = await(here.serve(
                FindStatus.PERSISTENCE,
                question -> Future.succeededFuture(new ModuleStatus("own", "here", List.of(), Map.of()))));

        // When
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            answered.add(
                    await(here.ask(FindStatus.PERSISTENCE, new FindStatus())).module());
        }
        await(own.end());
        // Members hear a moment later that it serves no more.
        introduce();
        String afterwards =
                await(here.ask(FindStatus.PERSISTENCE, new FindStatus())).module();

        // Then
        assertThat(answered).containsExactly("own");
        assertThat(afterwards).isNotEqualTo("own");
    }

    @Test
    void anEventPublishedOnOneMemberIsHeardOnTheOther() throws Exception {
        // Given
        BlockingQueue<InterviewEvent> heard = new LinkedBlockingQueue<>();
        await(here.subscribe(InterviewEvent.TOPIC, InterviewEvent.class, heard::add));

        // When
        UUID interviewId = create();

        // Then
        InterviewEvent event = heard.poll(10, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        assertThat(event.subject()).isEqualTo(interviewId);
        assertThat(await(here.ask(FindEvents.ADDRESS, new FindEvents(0, interviewId, 10)))
                        .events())
                .containsExactly(event);
    }

    @Test
    void vectorsCrossTheWireBitForBit() throws Exception {
        // Given
        EmbedTexts request = new EmbedTexts(EmbedTexts.Kind.PASSAGE, List.of("an answer", "ein Übergrößenträger 🎻"));

        // When
        var first = await(here.ask(EmbedTexts.ADDRESS, request));
        var local = await(new Bus(cluster.member(1)).ask(EmbedTexts.ADDRESS, request));

        // Then
        assertThat(first).isEqualTo(local);
    }

    private static UUID create() {
        return here.ask(CreateInterview.ADDRESS, anOrder()).await().interview().interviewId();
    }

    private static CreateInterview anOrder() {
        return new CreateInterview(
                UUID.randomUUID(),
                new CandidateData("c-1", "Zoë Ångström 🎻", "zoe@example.com", "line one\nline two"),
                new JobDescriptionData(null, "Engineer", null, "<b>not html</b>"),
                new InterviewSettings(
                        3, Duration.ofMinutes(12), List.of(new OwnQuestion("Why?", null, List.of("And?"), List.of()))),
                NOW,
                NOW.plus(Duration.ofDays(3)),
                null,
                null);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(30, TimeUnit.SECONDS);
    }
}
