package io.recruiterbrain.voice.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.recruiterbrain.voice.contract.agent.AgentPresence;
import io.recruiterbrain.voice.contract.agent.JoinInterview;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.lease.FindStoreSight;
import io.recruiterbrain.voice.contract.status.NodePresence;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Names and numbers that members of different versions share. A line below may be added; one that changes or goes breaks
 * whoever still runs the version before.
 */
class StableNamesTest {
    private static final JavaClasses CONTRACT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recruiterbrain.voice.contract");

    @Test
    void everyMessageIsListedInTheTable() {
        // When
        Set<Class<?>> messages = CONTRACT.stream()
                .filter(type -> type.isAssignableTo(BusMessage.class) && !type.isInterface())
                .map(JavaClass::reflect)
                .collect(Collectors.toSet());

        // Then
        assertThat(messages).isNotEmpty().allMatch(Class::isRecord);
        assertThat(MessageTypes.all().values()).doesNotHaveDuplicates();
        assertThat(messages).isEqualTo(Set.copyOf(MessageTypes.all().values()));
    }

    @Test
    void everyRecordingIsOfAMessageInTheTable() throws IOException {
        // When
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "wire", "v1"))) {
            Set<String> recorded = files.map(
                            file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toSet());

            // Then: a tag that was taken from the table leaves its recording behind
            assertThat(MessageTypes.all().keySet()).containsExactlyInAnyOrderElementsOf(recorded);
        }
    }

    @Test
    void errorCodesKeepTheirNumbers() {
        // When
        String codes = Stream.of(ErrorCode.values())
                .map(code -> code.wire() + " " + code + (code.retryable() ? " retryable" : ""))
                .collect(joining("\n"));

        // Then
        assertThat(codes).isEqualTo("""
                1 INVALID_REQUEST
                2 NOT_FOUND
                3 ERASED
                4 INVALID_STATE
                5 IDEMPOTENCY_CONFLICT
                6 SESSION_TAKEN_OVER
                7 CONSENT_REQUIRED
                8 UNAUTHENTICATED
                9 FORBIDDEN
                10 INVALID_SDP
                11 EVALUATION_PENDING retryable
                12 BUSY retryable
                13 UNAVAILABLE retryable
                14 TIMEOUT retryable
                15 PROVIDER_REJECTED
                16 INTERNAL
                17 STALE_LEASE""");
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(ErrorCode.ofWire(code.wire())).isEqualTo(code));
    }

    @Test
    void addressesKeepTheirNamesAndWhatTravelsOnThem() {
        // When
        String addresses = Stream.concat(
                        constantAddresses(),
                        Stream.of(
                                SessionCommand.at("owner"), JoinInterview.at("owner"), FindStoreSight.address("owner")))
                .map(address -> address.name() + " " + address.request().getSimpleName() + " "
                        + address.reply().getSimpleName())
                .sorted()
                .collect(joining("\n"));

        // Then
        assertThat(addresses).isEqualTo("""
                agent.session.owner SessionCommand SessionReply
                agent.status FindStatus ModuleStatus
                agent.supervisor.join JoinInterview JoinResult
                agent.supervisor.join.owner JoinInterview JoinResult
                agent.supervisor.store_sight.owner FindStoreSight StoreSight
                embedding.embed EmbedTexts Embeddings
                embedding.status FindStatus ModuleStatus
                extension.choose_plan ChoosePlan PlanChosen
                extension.score_answer ScoreAnswer AnswerScored
                extension.screen_turn ScreenTurn TurnScreened
                persistence.apikey.find FindApiKey ApiKey
                persistence.apikey.save SaveApiKey ApiKey
                persistence.evaluation.find FindEvaluation Evaluation
                persistence.evaluation.save SaveEvaluation EvaluationSaved
                persistence.event.find FindEvents EventPage
                persistence.event.record_incident RecordIncident IncidentRecorded
                persistence.interview.consent SaveConsent Interview
                persistence.interview.create CreateInterview InterviewCreated
                persistence.interview.decision SaveDecision Interview
                persistence.interview.erase EraseInterview InterviewErased
                persistence.interview.erase_candidate EraseCandidate CandidateErased
                persistence.interview.find FindInterview Interview
                persistence.interview.list ListInterviews InterviewPage
                persistence.interview.plan SavePlan Interview
                persistence.interview.state ChangeState Interview
                persistence.lease.acquire AcquireLease LeaseOutcome
                persistence.lease.find FindLeases HeldLeases
                persistence.lease.keep KeepLeases HeldLeases
                persistence.lease.release ReleaseLease LeaseReleased
                persistence.queue.enter EnterQueue QueuePlace
                persistence.queue.find FindQueuePlace QueuePlace
                persistence.queue.leave LeaveQueue QueuePlace
                persistence.search SearchTurns SearchResults
                persistence.session.claim ClaimSession SessionClaimed
                persistence.status FindStatus ModuleStatus
                persistence.turn.find FindTranscript Transcript
                persistence.turn.save SaveTurn TurnSaved""");
    }

    @Test
    void topicsKeepTheirNames() {
        assertThat(InterviewEvent.TOPIC).isEqualTo("interview.events");
        assertThat(AgentPresence.TOPIC).isEqualTo("agent.presence");
        assertThat(LiveUpdate.TOPIC).isEqualTo("interview.live");
        assertThat(NodePresence.TOPIC).isEqualTo("node.presence");
    }

    private static Stream<Address<?, ?>> constantAddresses() {
        return CONTRACT.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Address.class)
                        && field.getModifiers().contains(JavaModifier.STATIC))
                .map(field -> addressIn(field.reflect()));
    }

    private static Address<?, ?> addressIn(Field field) {
        assertThat(Modifier.isPublic(field.getModifiers())).as(field.toString()).isTrue();
        try {
            return (Address<?, ?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
