package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.conversation.VirtualScheduler;
import io.recruiterbrain.voice.agent.lease.VoiceGate;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WrittenVoiceTest {
    private final AtomicBoolean entitled = new AtomicBoolean(true);
    private final VoiceGate gate = new VoiceGate(entitled::get);
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<String> shown = new ArrayList<>();
    private final WrittenVoice voice = new WrittenVoice(gate, scheduler, words -> shown.add(words.text()));

    @Test
    void whatMayNotBeSaidNowIsShownInOrderWhenItMay() {
        // Given
        say("one");
        entitled.set(false);
        say("two");
        say("three");
        scheduler.pass(Duration.ofSeconds(3));
        List<String> meanwhile = List.copyOf(shown);

        // When
        entitled.set(true);
        say("four");
        scheduler.pass(Duration.ofSeconds(1));

        // Then
        assertThat(meanwhile).containsExactly("one");
        assertThat(shown).containsExactly("one", "two", "three", "four");
    }

    @Test
    void whatAnAgentThatLostTheInterviewWouldSayIsNeverShown() {
        // Given
        entitled.set(false);
        say("one");

        // When
        gate.close();
        entitled.set(true);
        say("two");
        scheduler.pass(Duration.ofSeconds(1));

        // Then
        assertThat(shown).isEmpty();
    }

    private void say(String words) {
        voice.show(new LiveUpdate.Caption(UUID.randomUUID(), "s", Speaker.AGENT, words, true));
    }
}
