package io.recruiterbrain.voice.agent.room.livekit;

import com.google.protobuf.ByteString;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said as text streams of topic {@code lk.transcription}, in the form that LiveKit's front ends read: the
 * agent's words grow in one stream for each segment, the candidate's come in a new stream for each update. They go to
 * the candidate only. Not thread-safe.
 */
final class Captions {
    static final String TOPIC = "lk.transcription";
    static final String SEGMENT = "lk.segment_id";
    static final String FINAL = "lk.transcription_final";
    static final String TRACK = "lk.transcribed_track_id";

    private static final int LONGEST_CHUNK = 15_000;

    private final Clock clock;
    private final Consumer<DataPacket.Builder> channel;
    private @Nullable Growing growing;

    /** An agent's segment that is being said. */
    private static final class Growing {
        private final String segmentId;
        private final String streamId;
        private String sent = "";
        private int chunks;

        Growing(String segmentId, String streamId) {
            this.segmentId = segmentId;
            this.streamId = streamId;
        }
    }

    /**
     * Who reads, and whose words these are.
     *
     * @param trackSid the sound in which they were said, empty when there is none
     */
    record Line(String reader, Speaker speaker, String trackSid) {}

    Captions(Clock clock, Consumer<DataPacket.Builder> channel) {
        this.clock = clock;
        this.channel = channel;
    }

    /** The words of a segment so far, or in all. */
    void write(Line line, String segmentId, String text, boolean isFinal) {
        switch (line.speaker()) {
            case AGENT -> grow(line, segmentId, text, isFinal);
            case CANDIDATE -> {
                String streamId = begin(line, segmentId, isFinal);
                chunks(line, streamId, 0, text);
                end(line, streamId, Map.of());
            }
        }
    }

    /** Whoever reads now has not read what is being written: it will be begun anew. */
    void beginAnew() {
        growing = null;
    }

    private void grow(Line line, String segmentId, String text, boolean isFinal) {
        Growing current = growing;
        if (current == null || !current.segmentId.equals(segmentId) || !text.startsWith(current.sent)) {
            if (current != null) {
                end(line, current.streamId, Map.of());
            }
            current = new Growing(segmentId, begin(line, segmentId, false));
            growing = current;
        }
        current.chunks = chunks(line, current.streamId, current.chunks, text.substring(current.sent.length()));
        current.sent = text;
        if (isFinal) {
            end(line, current.streamId, Map.of(FINAL, "true"));
            growing = null;
        }
    }

    private String begin(Line line, String segmentId, boolean isFinal) {
        String streamId = UUID.randomUUID().toString();
        DataStream.Header.Builder header = DataStream.Header.newBuilder()
                .setStreamId(streamId)
                .setTimestamp(clock.millis())
                .setTopic(TOPIC)
                .setMimeType("text/plain")
                .putAttributes(SEGMENT, segmentId)
                .putAttributes(FINAL, String.valueOf(isFinal))
                .setTextHeader(DataStream.TextHeader.newBuilder());
        if (!line.trackSid().isEmpty()) {
            header.putAttributes(TRACK, line.trackSid());
        }
        channel.accept(packet(line).setStreamHeader(header));
        return streamId;
    }

    /** @return the index of the next chunk */
    private int chunks(Line line, String streamId, int firstIndex, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int index = firstIndex;
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + LONGEST_CHUNK);
            while (to < bytes.length && (bytes[to] & 0xc0) == 0x80) {
                to--; // never within a character
            }
            channel.accept(packet(line)
                    .setStreamChunk(DataStream.Chunk.newBuilder()
                            .setStreamId(streamId)
                            .setChunkIndex(index)
                            .setContent(ByteString.copyFrom(bytes, from, to - from))));
            index++;
            from = to;
        }
        return index;
    }

    private void end(Line line, String streamId, Map<String, String> attributes) {
        channel.accept(packet(line)
                .setStreamTrailer(
                        DataStream.Trailer.newBuilder().setStreamId(streamId).putAllAttributes(attributes)));
    }

    /** An agent may send on behalf of the candidate, whose words these are then. */
    private static DataPacket.Builder packet(Line line) {
        DataPacket.Builder packet = DataPacket.newBuilder().addDestinationIdentities(line.reader());
        return line.speaker() == Speaker.CANDIDATE ? packet.setParticipantIdentity(line.reader()) : packet;
    }
}
