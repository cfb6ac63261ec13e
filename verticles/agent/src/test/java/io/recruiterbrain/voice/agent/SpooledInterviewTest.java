package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.SilentParts;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence.Presence;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interviews that go on while the store is away, and processes that end meanwhile. */
@Timeout(120)
class SpooledInterviewTest {
    private static final UUID BROWSER = UUID.randomUUID();
    private static final int ANSWERS = 6;

    @TempDir
    private Path folder;

    private final MemoryStore store = new MemoryStore();
    private final List<NodeStart> processes = new ArrayList<>();

    /** One start of a node: its own bus, the shared store. */
    private final class NodeStart {
        final Vertx vertx = Vertx.vertx();
        final Bus bus = new Bus(vertx);
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();

        NodeStart(String owner, Path spool) {
            MessageCodec.register(vertx);
            store.serve(bus);
            AgentConfig defaults = AgentConfig.defaults();
            AgentConfig config = new AgentConfig(
                    "node-1", 2, 1, Duration.ofSeconds(1), defaults.turn(), defaults.plan(), defaults.conversation());
            vertx.deployVerticle(new SupervisorVerticle(
                            owner,
                            config,
                            SilentParts.with(new QuietRooms()),
                            List::of,
                            id -> Future.succeededFuture(),
                            meters,
                            Clock.systemUTC(),
                            JobSource.NONE,
                            SupervisorVerticle.UNMEASURED,
                            Optional.of(spool)))
                    .await();
            processes.add(this);
        }

        void tell(SessionCommand command) {
            bus.ask(SessionCommand.at(store.leases.owner(command.interviewId())), command)
                    .await();
        }

        UUID begin(int questions) {
            UUID id = store.add(InterviewState.SCHEDULED, true, null, questions).interviewId();
            bus.ask(JoinInterview.ADDRESS, new JoinInterview(id, BROWSER)).await();
            tell(new SessionCommand.ReportPresence(id, BROWSER, Presence.TEXT_MODE));
            Waiting.until(() -> store.turnsOf(id).stream().anyMatch(turn -> turn.kind() == TurnKind.QUESTION));
            return id;
        }

        /** Answers while the store is away; each answer and the next question are on the disk after. */
        void answerOnDisk(UUID id, int answers) {
            for (int number = 1; number <= answers; number++) {
                int turns = 2 * number;
                tell(new SessionCommand.SubmitText(id, BROWSER, UUID.randomUUID(), answer(number)));
                Waiting.until(() -> meters.get("rbv.agent.spool.turns").gauge().value() >= turns);
            }
        }

        void end() {
            vertx.close().await();
            processes.remove(this);
        }
    }

    @AfterEach
    void stop() {
        List.copyOf(processes).forEach(NodeStart::end);
    }

    @Test
    void whatWasSaidWhileTheStoreWasAwayOutlivesAKilledProcessInOrderAndOnce() {
        // Given
        NodeStart first = new NodeStart("node-1/first", folder.resolve("first"));
        UUID id = first.begin(ANSWERS + 2);
        int before = store.turnsOf(id).size();
        store.setAway(true);
        first.answerOnDisk(id, ANSWERS);
        assertThat(store.turnsOf(id)).hasSize(before);

        // When
        Path left = copy(folder.resolve("first"), folder.resolve("second"));
        first.end();
        NodeStart second = new NodeStart("node-1/second", left);
        store.setAway(false);
        Waiting.until(() -> incidents(id).contains("agent_recovered"));
        second.tell(new SessionCommand.ReportPresence(id, BROWSER, Presence.TEXT_MODE));
        Waiting.until(() -> store.turnsOf(id).stream().anyMatch(turn -> turn.kind() == TurnKind.REPEAT));

        // Then
        List<Turn> turns = List.copyOf(store.turnsOf(id));
        assertThat(turns)
                .extracting(Turn::turnNo)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, turns.size()).boxed().toList());
        assertThat(turns)
                .filteredOn(turn -> turn.kind() == TurnKind.ANSWER)
                .extracting(Turn::text)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ANSWERS)
                        .mapToObj(SpooledInterviewTest::answer)
                        .toList());
        assertThat(turns).hasSizeGreaterThan(before + 2 * ANSWERS);
        assertThat(incidents(id)).containsSubsequence("turns_spooled", "turns_delivered", "agent_recovered");
        Waiting.until(() -> files(left).isEmpty());
    }

    @Test
    void anInterviewWhosePlanTheStoreDoesNotTakeForSomeSecondsBeginsWhenItDoes() {
        // Given
        NodeStart node = new NodeStart("node-1/first", folder.resolve("first"));
        store.refusePlans(5);

        // When
        UUID id = node.begin(ANSWERS);

        // Then
        assertThat(store.stateOf(id)).isEqualTo(InterviewState.IN_PROGRESS);
    }

    @Test
    void whatComesAfterAnotherAgentWentOnIsKeptApartAndTold() {
        // Given
        NodeStart first = new NodeStart("node-1/first", folder.resolve("first"));
        UUID id = first.begin(ANSWERS);
        int before = store.turnsOf(id).size();
        store.setAway(true);
        first.answerOnDisk(id, 2);
        Path left = copy(folder.resolve("first"), folder.resolve("second"));
        first.end();
        store.leases.steal(id, "node-2/other");

        // When
        store.setAway(false);
        NodeStart second = new NodeStart("node-1/second", left);
        Waiting.until(() -> incidents(id).contains("turns_refused"));

        // Then
        assertThat(store.turnsOf(id)).hasSize(before);
        assertThat(files(left)).isEmpty();
        assertThat(left.resolve("refused")).isNotEmptyDirectory();
        assertThat(second.meters.counter("rbv.agent.spool.refused").count()).isEqualTo(4);
    }

    @Test
    void anOutageOfSecondsIsToldOnTheTimelineAndLeavesNothingOnTheDisk() {
        // Given
        NodeStart process = new NodeStart("node-1/only", folder.resolve("only"));
        UUID id = process.begin(ANSWERS);
        store.setAway(true);
        process.answerOnDisk(id, 2);

        // When
        process.vertx.timer(2_500, TimeUnit.MILLISECONDS).await();
        store.setAway(false);
        Waiting.until(() -> incidents(id).contains("turns_delivered"));

        // Then
        assertThat(incidents(id)).containsExactly("turns_spooled", "turns_delivered");
        Waiting.until(() -> files(folder.resolve("only")).isEmpty());
        Waiting.until(() -> process.meters.get("rbv.agent.spool.turns").gauge().value() == 0);
    }

    private static String answer(int number) {
        return "I built service number " + number + " with two colleagues and measured it for a month";
    }

    private List<String> incidents(UUID id) {
        return store.incidents.stream()
                .filter(incident -> incident.interviewId().equals(id))
                .map(RecordIncident::kind)
                .toList();
    }

    /** What a killed process leaves: the disk as it is at that moment. */
    private static Path copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (Path file : files(from)) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path spool) {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".turns")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
