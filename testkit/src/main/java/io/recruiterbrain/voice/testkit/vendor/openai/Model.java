package io.recruiterbrain.voice.testkit.vendor.openai;

import java.util.List;

/**
 * A model as far as requests depend on it; after OpenAI's page "Models".
 *
 * @param name as it is asked for
 * @param snapshot as it is named in answers
 * @param context most tokens of a request
 * @param schemas whether it takes {@code json_schema}
 * @param reasoning whether it refuses {@code temperature} and {@code max_tokens}
 */
public record Model(String name, String snapshot, int context, boolean schemas, boolean reasoning) {
    static final List<Model> ALL = List.of(
            new Model("gpt-4o-mini", "gpt-4o-mini-2024-07-18", 128_000, true, false),
            new Model("gpt-4o", "gpt-4o-2024-08-06", 128_000, true, false),
            new Model("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", 1_047_576, true, false),
            new Model("o3-mini", "o3-mini-2025-01-31", 200_000, true, true),
            new Model("gpt-3.5-turbo", "gpt-3.5-turbo-0125", 16_385, false, false));
}
