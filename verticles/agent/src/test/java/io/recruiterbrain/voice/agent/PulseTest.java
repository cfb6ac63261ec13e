package io.recruiterbrain.voice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final OpenRoom room = new OpenRoom(UUID.randomUUID());
    private final List<OpenRoom> hung = new ArrayList<>();
    private final List<Runnable> pongs = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;
    private final Pulse pulse = new Pulse(() -> now, (asked, pong) -> pongs.add(pong), hung::add);

    @Test
    void aThreadThatGivesNoSignForFiveSecondsHangs() {
        // Given
        opened();
        look(5);
        List<OpenRoom> before = List.copyOf(hung);

        // When
        look(1);

        // Then
        assertThat(before).isEmpty();
        assertThat(hung).containsExactly(room);
        assertThat(pongs).hasSize(1);
    }

    @Test
    void aThreadThatAnswersLateLives() {
        // Given
        opened();
        look(4);

        // When
        pongs.getFirst().run();
        look(5);

        // Then
        assertThat(hung).isEmpty();
    }

    @Test
    void aProcessThatStoodStillBlamesNoInterview() {
        // Given
        opened();
        look(2);

        // When
        now += Duration.ofSeconds(20).toNanos();
        look(1);

        // Then
        assertThat(hung).isEmpty();
    }

    @Test
    void aRoomThatIsStillBeingOpenedIsNotAsked() {
        // When
        look(10);

        // Then
        assertThat(hung).isEmpty();
        assertThat(pongs).isEmpty();
    }

    private void opened() {
        room.opening().complete();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            pulse.look(List.of(room));
            now += Duration.ofSeconds(1).toNanos();
        }
    }
}
