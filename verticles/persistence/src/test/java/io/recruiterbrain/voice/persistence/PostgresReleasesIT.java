package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.Lease;
import io.recruiterbrain.voice.contract.lease.LeaseOutcome;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.persistence.embedded.TestPrograms;
import io.recruiterbrain.voice.persistence.postgres.Migrations;
import io.recruiterbrain.voice.testkit.server.OutsidePostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A node as the application's role over TLS, on the releases of PostgreSQL that are promised. */
class PostgresReleasesIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String HASH = "c".repeat(64);
    private static final List<Release> RELEASES = new ArrayList<>();

    /** @param programs folder with {@code bin/postgres} */
    record Release(String version, Path programs) {
        static Release of(Path programs) throws IOException {
            Process asked = new ProcessBuilder(programs.resolve("bin/postgres").toString(), "--version").start();
            String words = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Release(words.replaceFirst("^\\D*", "").strip(), programs);
        }

        int major() {
            return Integer.parseInt(version.replaceFirst("\\D.*", ""));
        }

        @Override
        public String toString() {
            return "PostgreSQL " + version;
        }
    }

    /** Those the build fetched, the newest, which the node itself brings, and Debian's where it is installed. */
    @BeforeAll
    static void unpack() throws Exception {
        Path programs = Files.createDirectories(TARGET.resolve("postgres-programs"));
        RELEASES.add(Release.of(TestPrograms.unpack(programs)));
        try (var jars = Files.list(TARGET.resolve("postgres-releases"))) {
            for (Path jar : jars.sorted().toList()) {
                var unpacked = TestPrograms.unpack(programs, jar);
                if (unpacked.isPresent()) {
                    RELEASES.add(Release.of(unpacked.get()));
                }
            }
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (var folders = Files.list(debian)) {
                for (Path folder : folders.sorted().toList()) {
                    if (Files.isExecutable(folder.resolve("bin/initdb"))) {
                        RELEASES.add(Release.of(folder));
                    }
                }
            }
        }
    }

    @Test
    void everyPromisedReleaseIsTried() {
        assertThat(RELEASES).extracting(Release::major).contains(14, 15, 16, 17, 18);
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void anInterviewIsQueuedHeldKeptFoundAndErased(Release release, @TempDir Path home, @TempDir Path data)
            throws Exception {
        // Given
        try (OutsidePostgres server = OutsidePostgres.start(release.programs(), home, Map.of());
                RunningPersistence node = emptyNode(server, data)) {
            UUID id = Samples.inProgress(node).interviewId();
            String owner = RunningPersistence.NODE + "/" + UUID.randomUUID();

            // When
            QueuePlace place = node.ask(EnterQueue.ADDRESS, new EnterQueue(id));
            node.ask(LeaveQueue.ADDRESS, new LeaveQueue(id));
            node.ask(ClaimSession.ADDRESS, new ClaimSession(id, UUID.randomUUID(), false));
            LeaseOutcome taken = node.ask(AcquireLease.ADDRESS, new AcquireLease(id, owner, null, 0));
            List<HeldLease> kept =
                    node.ask(KeepLeases.ADDRESS, new KeepLeases(owner)).leases();
            List<HeldLease> watched =
                    node.ask(FindLeases.ADDRESS, new FindLeases()).leases();
            node.ask(SaveTurn.ADDRESS, new SaveTurn(id, Samples.aTurn(1, Speaker.AGENT, "What flies?"), 1L));
            node.ask(SaveTurn.ADDRESS, new SaveTurn(id, Samples.aTurn(2, Speaker.CANDIDATE, "A kestrel."), 1L));
            node.ask(
                    RecordIncident.ADDRESS, new RecordIncident(id, "any", "Survived.", null, null, null, Samples.NOON));
            eventually(
                    () -> assertThat(server.query("recruiterbrain", "SELECT bool_and(milvus_synced) FROM interviews"))
                            .isEqualTo("t"));
            int hits = node.ask(SearchTurns.ADDRESS, new SearchTurns("kestrel", SearchFilter.NONE, 1))
                    .hits()
                    .size();
            node.ask(
                    ChangeState.ADDRESS,
                    new ChangeState(
                            id, InterviewState.COMPLETED, Samples.NOON, RunningPersistence.NODE, "completed", 1L));
            node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, "A kestrel.")));
            node.ask(
                    SaveDecision.ADDRESS,
                    new SaveDecision(id, new Decision("Grace", Decision.Outcome.ADVANCE, "sees", Samples.NOON)));
            UUID key = node.ask(SaveApiKey.ADDRESS, new SaveApiKey(UUID.randomUUID(), "a key", HASH, Samples.NOON))
                    .keyId();

            // Then
            Lease lease = new Lease(owner, 1);
            assertThat(place).isEqualTo(new QueuePlace(1, 1, 0));
            assertThat(taken).isEqualTo(new LeaseOutcome.Acquired(id, lease));
            assertThat(kept).extracting(HeldLease::lease).containsExactly(lease);
            assertThat(watched).extracting(HeldLease::interviewId).containsExactly(id);
            assertThat(hits).isOne();
            assertThat(node.ask(FindTranscript.ADDRESS, new FindTranscript(id)).turns())
                    .hasSize(2);
            assertThat(node.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)))
                    .isEqualTo(Samples.anEvaluation(id, "A kestrel."));
            InterviewFilter evaluated =
                    new InterviewFilter(Set.of(InterviewState.EVALUATED), "job-7", null, null, null);
            assertThat(node.ask(ListInterviews.ADDRESS, new ListInterviews(evaluated, 10, null))
                            .interviews())
                    .extracting(Interview::interviewId)
                    .containsExactly(id);
            assertThat(node.ask(FindApiKey.ADDRESS, new FindApiKey(HASH)).keyId())
                    .isEqualTo(key);
            List<InterviewEvent> events =
                    node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events();
            assertThat(events)
                    .extracting(InterviewEvent::type)
                    .startsWith("interview.created")
                    .endsWith("interview.evaluated", "interview.decided")
                    .containsOnlyOnce("interview.incident");
            eventually(() -> assertThat(node.published)
                    .extracting(InterviewEvent::sequence)
                    .containsAll(events.stream().map(InterviewEvent::sequence).toList()));
            node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));
            assertThat(server.query("recruiterbrain", "SELECT count(*) FROM turns"))
                    .isEqualTo("0");
            eventually(() -> assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns("kestrel", SearchFilter.NONE, 1))
                            .hits())
                    .isEmpty());
        }
    }

    /** On a database that was empty, as the role that owns nothing. */
    private static RunningPersistence emptyNode(OutsidePostgres server, Path data) throws Exception {
        server.prepare("recruiterbrain");
        PersistenceConfig.Server app = new PersistenceConfig.Server(
                "localhost", server.port(), "recruiterbrain", "app", "app-pw", "verify-full", server.authority());
        PersistenceConfig own = RunningPersistence.config(data);
        Migrations.run(
                app.withMigration(new PersistenceConfig.Role("owner", "owner-pw")),
                PersistenceConfig.Pool.defaults().connect());
        return RunningPersistence.start(
                new PersistenceConfig(data, app, own.pool(), own.turns(), own.outbox(), own.reaper()));
    }
}
