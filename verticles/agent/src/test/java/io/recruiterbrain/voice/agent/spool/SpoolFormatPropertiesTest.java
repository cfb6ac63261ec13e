package io.recruiterbrain.voice.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.spool.SpoolFormat.Content;
import io.recruiterbrain.voice.agent.spool.SpoolFormat.Tail;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A file that is spoiled anywhere. */
class SpoolFormatPropertiesTest {
    private static final List<SaveTurn> TURNS = SpoolTurns.saves(new UUID(7, 7), 5);

    /** Where each record ends, the beginning first. */
    private static final List<Integer> ENDS = new ArrayList<>(List.of(0));

    private static final byte[] FILE = file();

    private static byte[] file() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (SaveTurn turn : TURNS) {
            bytes.writeBytes(SpoolFormat.encode(turn));
            ENDS.add(bytes.size());
        }
        return bytes.toByteArray();
    }

    @Property(tries = 3000)
    void aFileCutAnywhereGivesItsWholeRecordsAndKnowsTheTornOne(@ForAll @IntRange(max = 1_000_000) int position) {
        // Given
        int cut = position % (FILE.length + 1);
        byte[] left = Arrays.copyOf(FILE, cut);

        // When
        Content read = SpoolFormat.read(left);

        // Then
        int whole = wholeBefore(cut);
        assertThat(read.turns()).isEqualTo(TURNS.subList(0, whole));
        assertThat(read.wholeBytes()).isEqualTo(ENDS.get(whole));
        assertThat(read.tail()).isEqualTo(ENDS.contains(cut) ? Tail.NONE : Tail.TORN);
    }

    @Property(tries = 3000)
    void aFlippedBitAnywhereGivesTheRecordsBeforeItAndNoOther(
            @ForAll @IntRange(max = 1_000_000) int position, @ForAll @IntRange(max = 7) int bit) {
        // Given
        int at = position % FILE.length;
        byte[] flipped = FILE.clone();
        flipped[at] ^= (byte) (1 << bit);

        // When
        Content read = SpoolFormat.read(flipped);

        // Then
        int whole = wholeBefore(at);
        assertThat(read.turns()).isEqualTo(TURNS.subList(0, whole));
        assertThat(read.wholeBytes()).isEqualTo(ENDS.get(whole));
        assertThat(read.tail()).isEqualTo(Tail.DAMAGED);
    }

    @Property(tries = 500)
    void whateverIsInAFileIsReadWithoutAFault(@ForAll byte[] anything) {
        // When
        Content read = SpoolFormat.read(anything);

        // Then
        assertThat(read.turns()).isEmpty();
        assertThat(read.wholeBytes()).isZero();
    }

    /** Records that lie before this byte. */
    private static int wholeBefore(int at) {
        return (int) ENDS.stream().filter(end -> end <= at).count() - 1;
    }
}
