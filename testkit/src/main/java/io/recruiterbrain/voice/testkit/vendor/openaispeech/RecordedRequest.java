package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import java.util.List;
import java.util.Map;

/**
 * What a client sent.
 *
 * @param fields of the form or of the JSON object; a field of a form may come more than once
 * @param headers with lower-case names
 * @param samples of the file, empty when there was none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RecordedRequest(
        String path, Map<String, String> headers, Map<String, List<String>> fields, short[] samples) {
    /** A field's only value, empty when it was not sent. */
    public String field(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
