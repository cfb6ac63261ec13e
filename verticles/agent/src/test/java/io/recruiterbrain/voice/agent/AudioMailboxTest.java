package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.conversation.VirtualScheduler;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudioMailboxTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AudioFrame> heard = new ArrayList<>();
    private final AudioMailbox mailbox = new AudioMailbox(UUID.randomUUID(), scheduler, heard::add, meters);

    @Test
    void aConversationThatStallsGetsTheFirstFiveSecondsAndTheRestIsCountedAsDropped() {
        // Given
        List<AudioFrame> spoken = frames(AudioMailbox.CAPACITY + 100);

        // When
        spoken.forEach(mailbox::add);
        scheduler.pass(Duration.ofMillis(10));

        // Then
        assertThat(heard).containsExactlyElementsOf(spoken.subList(0, AudioMailbox.CAPACITY));
        assertThat(dropped()).isEqualTo(100);
    }

    @Test
    void aConversationThatGoesOnHearsAllAgain() {
        // Given
        frames(AudioMailbox.CAPACITY + 1).forEach(mailbox::add);
        scheduler.pass(Duration.ofMillis(10));
        heard.clear();
        List<AudioFrame> later = frames(AudioMailbox.CAPACITY);

        // When
        later.forEach(mailbox::add);
        scheduler.pass(Duration.ofMillis(10));

        // Then
        assertThat(heard).containsExactlyElementsOf(later);
        assertThat(dropped()).isEqualTo(1);
    }

    private double dropped() {
        return meters.get("rbv.agent.frames.dropped").counter().count();
    }

    private static List<AudioFrame> frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new AudioFrame(new short[160], AudioFrame.SPEECH_RATE))
                .toList();
    }
}
