package io.recruiterbrain.voice.agent.room.livekit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;

/**
 * Numbers the packets of one session's reliable channel, and keeps the latest: a connection that is resumed repeats
 * those that did not arrive. Not thread-safe.
 */
final class ReliableOutbox {
    /** Some minutes of captions; what is older has arrived, or is of no use. */
    private static final int KEPT = 256;

    private final Consumer<byte[]> channel;
    private final Deque<Numbered> kept = new ArrayDeque<>();
    private int last;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Numbered(int sequence, byte[] packet) {}

    /** @param channel sends, if it can */
    ReliableOutbox(Consumer<byte[]> channel) {
        this.channel = channel;
    }

    /** Sends a packet, or keeps it for {@link #repeatAfter} when the channel is not open. */
    void send(DataPacket.Builder packet) {
        last++;
        byte[] bytes = packet.setSequence(last).build().toByteArray();
        kept.add(new Numbered(last, bytes));
        if (kept.size() > KEPT) {
            kept.remove();
        }
        channel.accept(bytes);
    }

    /** Sends everything again that the server has not seen. */
    void repeatAfter(int sequence) {
        kept.removeIf(each -> each.sequence() <= sequence);
        kept.forEach(each -> channel.accept(each.packet()));
    }
}
