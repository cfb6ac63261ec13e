package io.recruiterbrain.voice.contract.interview;

import io.recruiterbrain.voice.contract.BusMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param nextCursor absent on the last page
 */
public record InterviewPage(
        List<Interview> interviews, @Nullable String nextCursor) implements BusMessage {
    public InterviewPage {
        interviews = List.copyOf(interviews);
    }
}
