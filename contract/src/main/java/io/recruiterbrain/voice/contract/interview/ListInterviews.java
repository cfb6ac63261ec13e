package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lists interviews, newest first, in keyset pages.
 *
 * @param cursor {@link InterviewPage#nextCursor} of the page before, absent for the first page
 */
public record ListInterviews(
        InterviewFilter filter, int limit, @Nullable String cursor) implements BusMessage {
    public static final Address<ListInterviews, InterviewPage> ADDRESS = new Address<>(
            "persistence.interview.list", ListInterviews.class, InterviewPage.class, Duration.ofSeconds(2));

    public ListInterviews {
        Checks.present(filter, "filter");
        Checks.range(limit, "limit", 1, 200);
        Checks.optionalText(cursor, "cursor", 200);
    }
}
