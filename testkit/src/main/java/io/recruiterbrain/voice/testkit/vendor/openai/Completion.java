package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer in OpenAI's objects; after "API reference", the chat completion object and the chat completion chunk
 * object.
 *
 * @param pieces that fit into the ordered number of tokens
 * @param declined whether the text is a refusal
 */
record Completion(String id, long created, ChatRequest request, List<String> pieces, String finish, boolean declined) {

    static Completion of(String id, long created, ChatRequest request, String text, boolean declined) {
        List<String> pieces = Pieces.of(text);
        boolean fits = pieces.size() <= request.maxTokens();
        return new Completion(
                id,
                created,
                request,
                fits ? pieces : List.copyOf(pieces.subList(0, request.maxTokens())),
                fits ? "stop" : "length",
                declined);
    }

    JsonObject whole() {
        String text = String.join("", pieces);
        JsonObject message = new JsonObject()
                .put("role", "assistant")
                .put("content", declined ? null : text)
                .put("refusal", declined ? text : null)
                .put("annotations", new JsonArray());
        return head("chat.completion")
                .put("choices", new JsonArray().add(choice("message", message, finish)))
                .put("usage", usage());
    }

    JsonObject first() {
        return chunk(
                new JsonObject().put("role", "assistant").put("content", "").putNull("refusal"), null);
    }

    JsonObject piece(String text) {
        return chunk(new JsonObject().put(declined ? "refusal" : "content", text), null);
    }

    JsonObject last(String reason) {
        return chunk(new JsonObject(), reason);
    }

    JsonObject usageChunk() {
        return head("chat.completion.chunk").put("choices", new JsonArray()).put("usage", usage());
    }

    private JsonObject chunk(JsonObject delta, @Nullable String reason) {
        JsonObject chunk =
                head("chat.completion.chunk").put("choices", new JsonArray().add(choice("delta", delta, reason)));
        return request.includeUsage() ? chunk.putNull("usage") : chunk;
    }

    private static JsonObject choice(String name, JsonObject content, @Nullable String reason) {
        return new JsonObject()
                .put("index", 0)
                .put(name, content)
                .putNull("logprobs")
                .put("finish_reason", reason);
    }

    private JsonObject head(String object) {
        return new JsonObject()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", request.knownModel().snapshot())
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_0000000000");
    }

    private JsonObject usage() {
        int prompt = request.promptTokens();
        return new JsonObject()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", pieces.size())
                .put("total_tokens", prompt + pieces.size())
                .put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", 0).put("audio_tokens", 0))
                .put(
                        "completion_tokens_details",
                        new JsonObject()
                                .put("reasoning_tokens", 0)
                                .put("audio_tokens", 0)
                                .put("accepted_prediction_tokens", 0)
                                .put("rejected_prediction_tokens", 0));
    }
}
