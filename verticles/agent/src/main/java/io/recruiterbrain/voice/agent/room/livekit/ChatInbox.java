package io.recruiterbrain.voice.agent.room.livekit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;

/** Puts text streams of topic {@code lk.chat} together. Not thread-safe. */
final class ChatInbox {
    static final String TOPIC = "lk.chat";

    /** The longest message that the page's own text mode takes. */
    private static final int LONGEST_TEXT = 5_000;

    private static final int MOST_BYTES = 4 * LONGEST_TEXT;
    private static final int MOST_OPEN = 8;

    private final Consumer<String> messages;
    private final Map<String, ByteArrayOutputStream> open = new LinkedHashMap<>();

    ChatInbox(Consumer<String> messages) {
        this.messages = messages;
    }

    /** A packet of the candidate's; other topics and kinds are passed over. */
    void take(DataPacket packet) {
        switch (packet.getValueCase()) {
            case STREAM_HEADER -> begin(packet.getStreamHeader());
            case STREAM_CHUNK -> append(packet.getStreamChunk());
            case STREAM_TRAILER -> end(packet.getStreamTrailer());
            default -> {}
        }
    }

    /** Forgets what was not finished. */
    void clear() {
        open.clear();
    }

    private void begin(DataStream.Header header) {
        if (header.getTopic().equals(TOPIC) && header.hasTextHeader()) {
            if (open.size() == MOST_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
            open.put(header.getStreamId(), new ByteArrayOutputStream());
        }
    }

    private void append(DataStream.Chunk chunk) {
        ByteArrayOutputStream text = open.get(chunk.getStreamId());
        if (text == null) {
            return;
        }
        if (text.size() + chunk.getContent().size() > MOST_BYTES) {
            open.remove(chunk.getStreamId());
            return;
        }
        text.writeBytes(chunk.getContent().toByteArray());
    }

    private void end(DataStream.Trailer trailer) {
        ByteArrayOutputStream bytes = open.remove(trailer.getStreamId());
        if (bytes == null || !trailer.getReason().isEmpty()) {
            return;
        }
        String text = bytes.toString(StandardCharsets.UTF_8).strip();
        if (!text.isEmpty() && text.length() <= LONGEST_TEXT) {
            messages.accept(text);
        }
    }
}
