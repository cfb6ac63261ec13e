package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Decision;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchAndErasureIT {
    private static RunningPersistence node;
    private static Path folder;

    @BeforeAll
    static void start(@TempDir Path temp) {
        folder = temp;
        node = RunningPersistence.start(temp);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void anAnswerIsFoundWithItsQuestionAndItsNeighbours() throws Exception {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        save(id, 1, Speaker.AGENT, "Tell me about a difficult bug.");
        save(id, 2, Speaker.CANDIDATE, "A kestrel nested inside our turbine controller.");
        save(id, 3, Speaker.AGENT, "What did you learn?");
        synced(id);

        // When
        SearchResults results = search("kestrel turbine", SearchFilter.NONE, 1);

        // Then
        SearchHit hit = results.hits().getFirst();
        assertThat(hit.interviewId()).isEqualTo(id);
        assertThat(hit.turn().turnNo()).isEqualTo(2);
        assertThat(hit.question()).isEqualTo("Tell me about a difficult bug.");
        assertThat(hit.context()).extracting(Turn::turnNo).containsExactly(1, 3);
        assertThat(hit.candidateName()).isEqualTo("Ada Lovelace");
        assertThat(hit.jobTitle()).isEqualTo("Backend engineer");
        assertThat(hit.score()).isBetween(0.1, 1.0);
        assertThat(results.pendingTurns()).isZero();
    }

    @Test
    void aLongTurnWithManyWindowsIsOneHit() throws Exception {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        save(id, 1, Speaker.CANDIDATE, "walrus ".repeat(FakeEmbedding.WINDOW * 8));
        save(id, 2, Speaker.CANDIDATE, "walrus and otter");
        save(id, 3, Speaker.CANDIDATE, "walrus or heron");
        synced(id);

        // When
        SearchResults results = search("walrus", ofInterview(id), 3);

        // Then
        assertThat(results.hits()).extracting(hit -> hit.turn().turnNo()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(results.hits()).extracting(SearchHit::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void filtersHoldTogether() throws Exception {
        // Given
        CreateInterview order = Samples.anInterview("job-filter", "candidate-filter", Samples.NOON);
        UUID id = order.interviewId();
        node.ask(CreateInterview.ADDRESS, order);
        save(id, 1, Speaker.AGENT, "badger question");
        save(id, 2, Speaker.CANDIDATE, "badger answer");
        synced(id);

        // When
        SearchFilter all = new SearchFilter(
                id, "job-filter", "candidate-filter", Speaker.CANDIDATE, Samples.NOON, Samples.NOON.plusSeconds(60));

        // Then
        assertThat(search("badger", all, 10).hits())
                .extracting(hit -> hit.turn().turnNo())
                .containsExactly(2);
        assertThat(search("badger", new SearchFilter(null, "other", null, null, null, null), 10)
                        .hits())
                .isEmpty();
        assertThat(search("badger", new SearchFilter(id, null, null, null, Samples.NOON.plusSeconds(60), null), 10)
                        .hits())
                .isEmpty();
    }

    @Test
    void turnsWaitWhileTheEmbeddingIsAwayAndGetInWhenItIsBack() throws Exception {
        // Given
        UUID id = Samples.inProgress(node).interviewId();
        node.embedding.goAway();

        // When
        save(id, 1, Speaker.CANDIDATE, "pangolin");
        eventually(() -> assertThat(node.registry
                        .get("rbv.persistence.outbox.failures")
                        .counter()
                        .count())
                .isGreaterThan(2));
        assertThat(node.query("SELECT milvus_synced FROM interviews WHERE interview_id = '" + id + "'"))
                .isEqualTo("f");
        assertFailsWith(
                ErrorCode.UNAVAILABLE,
                node.bus.ask(SearchTurns.ADDRESS, new SearchTurns("pangolin", SearchFilter.NONE, 1)));
        node.embedding.comeBack();

        // Then
        synced(id);
        assertThat(search("pangolin", ofInterview(id), 1).hits()).hasSize(1);
        save(id, 2, Speaker.AGENT, "thank you");
        synced(id);
    }

    @Test
    void aRunningInterviewIsNotErased() {
        // Given
        UUID id = Samples.inProgress(node).interviewId();

        // When
        var erasure = node.bus.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));

        // Then
        assertThat(assertFailsWith(ErrorCode.INVALID_STATE, erasure)).contains("cancel it first");
    }

    @Test
    void anErasedInterviewLeavesATombstoneAndNoWordOfThePerson() throws Exception {
        // Given
        String secret = "Zanzibarquokka";
        CreateInterview plain = Samples.anInterview();
        CreateInterview order = new CreateInterview(
                plain.interviewId(),
                new CandidateData("id-" + secret, "Ms " + secret, secret + "@example.org", "Resume of " + secret),
                new JobDescriptionData("job-8", "Job for " + secret, secret + " Ltd", "About " + secret),
                new InterviewSettings(
                        1,
                        Duration.ofMinutes(5),
                        List.of(new OwnQuestion("Dear " + secret + ", why?", null, List.of(), List.of()))),
                plain.createdAt(),
                plain.linkExpiresAt(),
                "key-" + secret,
                "hash");
        UUID id = order.interviewId();
        node.ask(CreateInterview.ADDRESS, order);
        node.ask(SaveConsent.ADDRESS, new SaveConsent(id, Samples.CONSENT));
        node.ask(SavePlan.ADDRESS, new SavePlan(id, Samples.aPlan()));
        save(id, 1, Speaker.CANDIDATE, "I am " + secret);
        synced(id);
        save(id, 2, Speaker.CANDIDATE, "Still " + secret);
        node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.WAITING));
        node.ask(ChangeState.ADDRESS, Samples.become(id, InterviewState.IN_PROGRESS));
        node.ask(
                ChangeState.ADDRESS,
                new ChangeState(id, InterviewState.ABANDONED, Samples.NOON, null, "for " + secret));
        node.ask(SaveEvaluation.ADDRESS, new SaveEvaluation(Samples.anEvaluation(id, secret)));
        node.ask(
                SaveDecision.ADDRESS,
                new SaveDecision(id, new Decision(secret, Decision.Outcome.REJECT, secret, Samples.NOON)));
        assertThat(dump()).contains(secret);

        // When
        node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON));
        node.ask(EraseInterview.ADDRESS, new EraseInterview(id, Samples.NOON.plusSeconds(5)));

        // Then
        assertThat(dump()).doesNotContain(secret).contains(id.toString());
        assertThat(filesContaining(folder.resolve("vectors"), secret)).isEmpty();
        assertThat(filesContaining(folder.resolve("vectors"), id.toString())).isEmpty();
        assertThat(search(secret, SearchFilter.NONE, 100).hits())
                .extracting(SearchHit::interviewId)
                .doesNotContain(id);
        assertFailsWith(ErrorCode.ERASED, node.bus.ask(FindInterview.ADDRESS, new FindInterview(id)));
        assertFailsWith(ErrorCode.ERASED, node.bus.ask(FindTranscript.ADDRESS, new FindTranscript(id)));
        assertFailsWith(ErrorCode.ERASED, node.bus.ask(FindEvaluation.ADDRESS, new FindEvaluation(id)));
        assertFailsWith(ErrorCode.ERASED, node.bus.ask(CreateInterview.ADDRESS, order));
        assertFailsWith(
                ErrorCode.ERASED, node.bus.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, 3, Speaker.CANDIDATE, secret)));
        assertThat(node.ask(
                                ListInterviews.ADDRESS,
                                new ListInterviews(new InterviewFilter(Set.of(), "job-8", null, null, null), 10, null))
                        .interviews())
                .isEmpty();
        List<InterviewEvent> events =
                node.ask(FindEvents.ADDRESS, new FindEvents(0, id, 100)).events();
        assertThat(events.getLast().type()).isEqualTo("interview.erased");
        assertThat(events)
                .filteredOn(event -> event.type().equals("interview.erased"))
                .hasSize(1);
    }

    private static void save(UUID id, int no, Speaker speaker, String text) {
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(id, no, speaker, text));
    }

    private static void synced(UUID id) throws InterruptedException {
        eventually(() -> assertThat(node.query("SELECT milvus_synced AND milvus_sync_at IS NOT NULL"
                        + " FROM interviews WHERE interview_id = '" + id + "'"))
                .isEqualTo("t"));
    }

    private static SearchFilter ofInterview(UUID id) {
        return new SearchFilter(id, null, null, null, null, null);
    }

    private static SearchResults search(String query, SearchFilter filter, int limit) {
        return node.ask(SearchTurns.ADDRESS, new SearchTurns(query, filter, limit));
    }

    /** Every row of every table. */
    private static String dump() throws SQLException {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = node.jdbc();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (rows.next()) {
                        dump.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }

    private static List<Path> filesContaining(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
