package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the flat JSON of a reading while it still comes: each field is known as soon as its value is complete. Unknown
 * fields, doubled ones and anything that is no text are refused. Not thread-safe.
 */
final class ReadingParser {
    static final Set<String> FIELDS = Set.of("intent", "depth", "followUp", "bridge");

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    /** A null value is kept as an empty text. */
    private final Map<String, String> values = new HashMap<>();

    private @Nullable String field;
    private boolean closed;

    ReadingParser() {
        try {
            parser = JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("Jackson made no parser", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Throws {@link IllegalArgumentException} with our words only. */
    void feed(String piece) {
        try {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            feeder.feedInput(bytes, 0, bytes.length);
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                take(token);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON");
        }
    }

    private void take(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                if (field != null) {
                    throw new IllegalArgumentException("a field holds an object");
                }
            }
            case FIELD_NAME -> {
                field = parser.currentName();
                if (!FIELDS.contains(field)) {
                    throw new IllegalArgumentException("a field is not known");
                }
            }
            case VALUE_STRING -> keep(parser.getText());
            case VALUE_NULL -> keep("");
            case END_OBJECT -> closed = true;
            default -> throw new IllegalArgumentException("a field holds no text");
        }
    }

    private void keep(String text) {
        if (field == null) {
            throw new IllegalArgumentException("it is no object");
        }
        values.put(field, text.strip());
    }

    /** Absent while it has not come; empty for a null. */
    @Nullable
    String value(String name) {
        return values.get(name);
    }

    boolean has(String... names) {
        return values.keySet().containsAll(Set.of(names));
    }

    /** Whether the object came to its end with all its fields. */
    boolean isComplete() {
        return closed && values.keySet().equals(FIELDS);
    }
}
