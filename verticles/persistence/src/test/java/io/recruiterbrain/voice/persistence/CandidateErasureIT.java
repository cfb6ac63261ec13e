package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Eventually.eventually;
import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.interview.CandidateErased;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateErasureIT {
    private RunningPersistence node;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void anErasedCandidateIsGoneFromAllInterviewsAndOthersStay() throws Exception {
        // Given
        String candidate = "cand' or 1 = 1 --";
        UUID scheduled = order(candidate);
        UUID ended = order(candidate);
        UUID before = order(candidate);
        UUID other = order("cand");
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(ended, 1, Speaker.CANDIDATE, "ocelot behind the turbine"));
        node.ask(SaveTurn.ADDRESS, Samples.saveTurn(other, 1, Speaker.CANDIDATE, "ocelot of another one"));
        eventually(() -> assertThat(node.query("SELECT count(*) FROM interviews WHERE milvus_synced"))
                .isEqualTo("2"));
        node.ask(
                ChangeState.ADDRESS, new ChangeState(ended, InterviewState.CANCELLED, Samples.NOON, null, "as wished"));
        node.ask(EraseInterview.ADDRESS, new EraseInterview(before, Samples.NOON));

        // When
        CandidateErased erased = node.ask(EraseCandidate.ADDRESS, new EraseCandidate(candidate, Samples.NOON));

        // Then
        assertThat(erased).isEqualTo(new CandidateErased(2, Samples.NOON));
        assertThat(node.query("SELECT count(*) FROM interviews WHERE candidate_id IS NULL AND candidate_name IS NULL"))
                .isEqualTo("3");
        assertThat(node.query("SELECT string_agg(text, ',') FROM turns")).isEqualTo("ocelot of another one");
        for (UUID gone : List.of(scheduled, ended)) {
            assertFailsWith(ErrorCode.ERASED, node.bus.ask(FindInterview.ADDRESS, new FindInterview(gone)));
            assertThat(node.ask(FindEvents.ADDRESS, new FindEvents(0, gone, 100))
                            .events())
                    .last()
                    .extracting(InterviewEvent::type)
                    .isEqualTo("interview.erased");
        }
        assertThat(node.query("SELECT count(*) FROM vector_erasures")).isEqualTo("0");
        assertThat(node.ask(SearchTurns.ADDRESS, new SearchTurns("ocelot", SearchFilter.NONE, 10))
                        .hits())
                .extracting(SearchHit::interviewId)
                .containsExactly(other);
        assertFailsWith(
                ErrorCode.NOT_FOUND, node.bus.ask(EraseCandidate.ADDRESS, new EraseCandidate(candidate, Samples.NOON)));
    }

    @Test
    void nothingOfACandidateIsErasedWhileOneInterviewIsRunning() throws Exception {
        // Given
        UUID scheduled = order("candidate-running");
        UUID running = order("candidate-running");
        node.ask(ChangeState.ADDRESS, new ChangeState(running, InterviewState.WAITING, Samples.NOON, null, null));

        // When
        var erasure = node.bus.ask(EraseCandidate.ADDRESS, new EraseCandidate("candidate-running", Samples.NOON));

        // Then
        assertThat(assertFailsWith(ErrorCode.INVALID_STATE, erasure))
                .contains(running.toString(), "cancel it first")
                .doesNotContain("candidate-running");
        assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(scheduled)).state())
                .isEqualTo(InterviewState.SCHEDULED);
    }

    @Test
    void aHandDoesNotDeleteAnInterviewThatSomethingTellsOf() throws Exception {
        // Given
        UUID interview = order("candidate-kept");

        // When
        var deletion =
                catchThrowable(() -> node.update("DELETE FROM interviews WHERE interview_id = '" + interview + "'"));

        // Then
        assertThat(deletion).isInstanceOf(SQLException.class).hasMessageContaining("not deleted but erased");
        assertThat(node.ask(FindInterview.ADDRESS, new FindInterview(interview)).state())
                .isEqualTo(InterviewState.SCHEDULED);
    }

    private UUID order(String candidateId) {
        CreateInterview order = Samples.anInterview("job-of-candidate", candidateId, Samples.NOON);
        node.ask(CreateInterview.ADDRESS, order);
        return order.interviewId();
    }
}
