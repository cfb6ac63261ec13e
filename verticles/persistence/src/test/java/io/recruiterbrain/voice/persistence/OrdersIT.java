package io.recruiterbrain.voice.persistence;

import static io.recruiterbrain.voice.persistence.Failures.assertFailsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersIT {
    private static RunningPersistence node;

    @BeforeAll
    static void start(@TempDir Path folder) {
        node = RunningPersistence.start(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void anIdempotencyKeyAnswersWithTheInterviewStoredFirst() {
        // Given
        Instant now = Samples.NOON;
        String key = UUID.randomUUID().toString();
        CreateInterview first = Samples.anInterview(UUID.randomUUID(), "j", "c", now, key, "hash-1");
        node.ask(CreateInterview.ADDRESS, first);

        // When
        var again =
                node.ask(CreateInterview.ADDRESS, Samples.anInterview(UUID.randomUUID(), "j", "c", now, key, "hash-1"));

        // Then
        assertThat(again.replayed()).isTrue();
        assertThat(again.interview().interviewId()).isEqualTo(first.interviewId());
        assertFailsWith(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                node.bus.ask(
                        CreateInterview.ADDRESS, Samples.anInterview(UUID.randomUUID(), "j", "c", now, key, "hash-2")));
    }

    @Test
    void theListGivesEveryInterviewOnceInPagesNewestFirst() {
        // Given
        String job = "job-" + UUID.randomUUID();
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two of them at the same instant.
            CreateInterview order = Samples.anInterview(job, "c" + i % 2, Samples.NOON.plusSeconds(i / 2));
            node.ask(CreateInterview.ADDRESS, order);
            newestFirst.addFirst(order.interviewId());
        }
        InterviewFilter ofJob = new InterviewFilter(Set.of(InterviewState.SCHEDULED), job, null, null, null);

        // When
        List<UUID> listed = new ArrayList<>();
        String cursor = null;
        do {
            InterviewPage page = node.ask(ListInterviews.ADDRESS, new ListInterviews(ofJob, 3, cursor));
            page.interviews().forEach(interview -> listed.add(interview.interviewId()));
            cursor = page.nextCursor();
        } while (cursor != null);

        // Then
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(newestFirst);
        assertThat(listed.getFirst()).isEqualTo(newestFirst.getFirst());
        assertThat(list(new InterviewFilter(Set.of(InterviewState.EXPIRED), job, null, null, null)))
                .isEmpty();
        assertThat(list(new InterviewFilter(Set.of(), job, "c1", null, null))).hasSize(3);
        assertThat(list(new InterviewFilter(
                        Set.of(), job, null, Samples.NOON.plusSeconds(1), Samples.NOON.plusSeconds(2))))
                .hasSize(2);
    }

    @Test
    void aCursorThatIsNoneIsRefusedWithASentence() {
        // Given
        InterviewFilter all = new InterviewFilter(Set.of(), null, null, null, null);

        // When
        var page = node.bus.ask(ListInterviews.ADDRESS, new ListInterviews(all, 3, "' OR 1=1 --"));

        // Then
        assertThat(assertFailsWith(ErrorCode.INVALID_REQUEST, page)).contains("start again without it");
    }

    @Test
    void anApiKeyIsFoundByItsHashAndSavingItAgainIsHarmless() {
        // Given
        String sha256 = UUID.randomUUID().toString().replace("-", "").repeat(2);
        SaveApiKey key = new SaveApiKey(UUID.randomUUID(), "first", sha256, Samples.NOON);
        node.ask(SaveApiKey.ADDRESS, key);

        // When
        node.ask(SaveApiKey.ADDRESS, new SaveApiKey(UUID.randomUUID(), "second", sha256, Samples.NOON));

        // Then
        assertThat(node.ask(FindApiKey.ADDRESS, new FindApiKey(sha256)).keyId()).isEqualTo(key.keyId());
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(FindApiKey.ADDRESS, new FindApiKey("0".repeat(64))));
    }

    @Test
    void anotherKeyUnderTheSameNameEndsTheOneBefore() {
        // Given
        String before = UUID.randomUUID().toString().replace("-", "").repeat(2);
        String after = UUID.randomUUID().toString().replace("-", "").repeat(2);
        node.ask(SaveApiKey.ADDRESS, new SaveApiKey(UUID.randomUUID(), "setting", before, Samples.NOON));

        // When
        node.ask(SaveApiKey.ADDRESS, new SaveApiKey(UUID.randomUUID(), "setting", after, Samples.NOON));

        // Then
        assertThat(node.ask(FindApiKey.ADDRESS, new FindApiKey(after)).name()).isEqualTo("setting");
        assertFailsWith(ErrorCode.NOT_FOUND, node.bus.ask(FindApiKey.ADDRESS, new FindApiKey(before)));
    }

    @Test
    void manyOrdersAtOnceAreAllStoredAndOneThatCannotBeHarmsNoOther() {
        // Given
        String job = "job-" + UUID.randomUUID();
        List<Future<?>> orders = new ArrayList<>();

        // When
        Future<?> unstorable = node.bus.ask(CreateInterview.ADDRESS, Samples.anInterview(job, "a\0b", Samples.NOON));
        for (int i = 0; i < 50; i++) {
            orders.add(node.bus.ask(CreateInterview.ADDRESS, Samples.anInterview(job, "c", Samples.NOON)));
        }
        Future.all(orders).await();

        // Then
        assertFailsWith(ErrorCode.INVALID_REQUEST, unstorable);
        assertThat(list(new InterviewFilter(Set.of(), job, null, null, null))).hasSize(50);
    }

    private static List<Interview> list(InterviewFilter filter) {
        return node.ask(ListInterviews.ADDRESS, new ListInterviews(filter, 100, null))
                .interviews();
    }
}
