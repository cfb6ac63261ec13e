package io.recruiterbrain.voice.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The one codec of all messages: {@code {"type": tag, "body": {...}}} as UTF-8 JSON, preceded by its length in bytes.
 *
 * <p>Unknown fields are ignored, so a newer member may add optional ones. A message that stays on its member is handed
 * over as the same instance.
 */
public final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<BusMessage, BusMessage> {
    /** Also the version of the wire format. */
    public static final String NAME = "contract.v1";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    /** Registers the codec for every {@link BusMessage}; each process calls this before it deploys anything. */
    public static void register(Vertx vertx) {
        vertx.eventBus().registerCodec(new MessageCodec());
        vertx.eventBus().codecSelector(body -> body instanceof BusMessage ? NAME : null);
    }

    /** The JSON of a message, as on the wire. */
    public static String toJson(BusMessage message) {
        try {
            return JSON.writeValueAsString(JSON.createObjectNode()
                    .put("type", MessageTypes.tagOf(message))
                    .set("body", JSON.valueToTree(message)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot encode " + message.getClass().getSimpleName(), e);
        }
    }

    /** Reads what {@link #toJson} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static BusMessage fromJson(String json) {
        try {
            JsonNode envelope = JSON.readTree(json);
            return JSON.treeToValue(
                    envelope.path("body"),
                    MessageTypes.typeOf(envelope.path("type").asText()));
        } catch (IOException e) {
            // The parser's own text may quote candidate data: only its class goes on.
            throw new IllegalArgumentException(
                    "undecodable message: " + e.getClass().getSimpleName());
        }
    }

    /** The JSON of a message alone, for programs that know by the address what they get. */
    public static String toPlainJson(BusMessage message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot encode " + message.getClass().getSimpleName(), e);
        }
    }

    /** Reads what {@link #toPlainJson} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static <M extends BusMessage> M fromPlainJson(String json, Class<M> type) {
        try {
            M message = JSON.readValue(json, type);
            if (message == null) {
                throw new IllegalArgumentException("undecodable message: null");
            }
            return message;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "undecodable message: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void encodeToWire(Buffer buffer, BusMessage message) {
        byte[] json = toJson(message).getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(json.length).appendBytes(json);
    }

    @Override
    public BusMessage decodeFromWire(int position, Buffer buffer) {
        int start = position + Integer.BYTES;
        return fromJson(buffer.getString(start, start + buffer.getInt(position), "UTF-8"));
    }

    @Override
    public BusMessage transform(BusMessage message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
