package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion, read as OpenAI reads it; after "API reference, Create chat completion". What is not a
 * parameter there, or has a wrong type or range, is refused.
 *
 * @param schemaName of {@code response_format}, absent for plain text
 * @param maxTokens of the answer; as good as none when not given
 * @param body as it was sent
 */
public record ChatRequest(
        Model knownModel,
        List<Message> messages,
        @Nullable String schemaName,
        boolean stream,
        boolean includeUsage,
        int maxTokens,
        JsonObject body) {
    private static final Set<String> PARAMETERS = Set.of(
            "messages",
            "model",
            "audio",
            "frequency_penalty",
            "function_call",
            "functions",
            "logit_bias",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "metadata",
            "modalities",
            "n",
            "parallel_tool_calls",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "reasoning_effort",
            "response_format",
            "safety_identifier",
            "seed",
            "service_tier",
            "stop",
            "store",
            "stream",
            "stream_options",
            "temperature",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user",
            "verbosity",
            "web_search_options");
    private static final Set<String> ROLES = Set.of("system", "assistant", "user", "function", "tool", "developer");

    public record Message(String role, String content) {}

    public ChatRequest {
        messages = List.copyOf(messages);
    }

    /** The last message of the user; empty when there is none. */
    public String lastUserMessage() {
        return messages.stream()
                .filter(message -> message.role().equals("user"))
                .reduce((first, second) -> second)
                .map(Message::content)
                .orElse("");
    }

    int promptTokens() {
        return messages.stream()
                        .mapToInt(message -> Pieces.of(message.content()).size() + 4)
                        .sum()
                + 3;
    }

    static ChatRequest read(String text) {
        JsonObject body;
        try {
            body = new JsonObject(text);
        } catch (DecodeException e) {
            throw invalid("We could not parse the JSON body of your request.", null, null);
        }
        for (String name : body.fieldNames()) {
            if (!PARAMETERS.contains(name)) {
                throw invalid("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
            }
        }
        if (!(body.getValue("model") instanceof String name) || name.isBlank()) {
            throw invalid("you must provide a model parameter", null, null);
        }
        Model model = Model.ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiError.Refusal(ApiError.noSuchModel(name)));
        List<Message> messages = messages(body.getValue("messages"));
        decimal(body, "temperature", 0, 2);
        decimal(body, "top_p", 0, 1);
        decimal(body, "presence_penalty", -2, 2);
        decimal(body, "frequency_penalty", -2, 2);
        if (model.reasoning()) {
            reasoningLimits(body);
        }
        boolean stream = Boolean.TRUE.equals(body.getValue("stream"));
        JsonObject options = body.getJsonObject("stream_options");
        if (options != null && !stream) {
            throw invalid(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options", null);
        }
        ChatRequest request = new ChatRequest(
                model,
                messages,
                schemaName(body, model),
                stream,
                options != null && Boolean.TRUE.equals(options.getValue("include_usage")),
                Math.min(tokens(body, "max_completion_tokens"), tokens(body, "max_tokens")),
                body);
        if (request.promptTokens() > model.context()) {
            throw new ApiError.Refusal(ApiError.contextTooLong(model.context(), request.promptTokens()));
        }
        return request;
    }

    private static List<Message> messages(@Nullable Object value) {
        if (value == null) {
            throw invalid("Missing required parameter: 'messages'.", "messages", "missing_required_parameter");
        }
        if (!(value instanceof JsonArray list)) {
            throw invalid("Invalid type for 'messages': expected an array of objects.", "messages", "invalid_type");
        }
        if (list.isEmpty()) {
            throw invalid(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.",
                    "messages",
                    "empty_array");
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonObject message = list.getJsonObject(i);
            String role = String.valueOf(message.getValue("role"));
            if (!ROLES.contains(role)) {
                throw invalid(
                        "Invalid value: '" + role + "'. Supported values are: 'system', 'assistant', 'user',"
                                + " 'function', 'tool', and 'developer'.",
                        "messages[" + i + "].role",
                        "invalid_value");
            }
            messages.add(new Message(role, content(message.getValue("content"), i)));
        }
        return messages;
    }

    private static String content(@Nullable Object content, int index) {
        if (content instanceof String text) {
            return text;
        }
        if (content instanceof JsonArray parts) {
            StringBuilder text = new StringBuilder();
            parts.forEach(part -> text.append(((JsonObject) part).getString("text", "")));
            return text.toString();
        }
        throw invalid(
                "Invalid type for 'messages[" + index + "].content': expected one of a string or array of objects.",
                "messages[" + index + "].content",
                "invalid_type");
    }

    private static @Nullable String schemaName(JsonObject body, Model model) {
        JsonObject format = body.getJsonObject("response_format");
        if (format == null || !"json_schema".equals(format.getValue("type"))) {
            return null;
        }
        if (!model.schemas()) {
            throw invalid(
                    "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
                    "response_format",
                    null);
        }
        JsonObject described = format.getJsonObject("json_schema", new JsonObject());
        String name = String.valueOf(described.getValue("name"));
        if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
            throw invalid(
                    "Invalid 'response_format.json_schema.name': string does not match pattern.",
                    "response_format.json_schema.name",
                    "invalid_value");
        }
        if (!(described.getValue("schema") instanceof JsonObject schema)) {
            throw invalid(
                    "Missing required parameter: 'response_format.json_schema.schema'.",
                    "response_format.json_schema.schema",
                    "missing_required_parameter");
        }
        if (Boolean.TRUE.equals(described.getValue("strict"))) {
            StrictSchema.check(name, schema);
        }
        return name;
    }

    private static void reasoningLimits(JsonObject body) {
        if (body.getValue("temperature") instanceof Number temperature && temperature.doubleValue() != 1) {
            throw invalid(
                    "Unsupported value: 'temperature' does not support " + temperature
                            + " with this model. Only the default (1) value is supported.",
                    "temperature",
                    "unsupported_value");
        }
        if (body.containsKey("max_tokens")) {
            throw invalid(
                    "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                            + " 'max_completion_tokens' instead.",
                    "max_tokens",
                    "unsupported_parameter");
        }
    }

    private static void decimal(JsonObject body, String name, double least, double most) {
        Object value = body.getValue(name);
        if (value == null) {
            return;
        }
        if (!(value instanceof Number number)) {
            throw invalid("Invalid type for '" + name + "': expected a decimal.", name, "invalid_type");
        }
        if (number.doubleValue() < least || number.doubleValue() > most) {
            boolean above = number.doubleValue() > most;
            throw invalid(
                    "Invalid '" + name + "': decimal " + (above ? "above maximum" : "below minimum")
                            + " value. Expected a value " + (above ? "<= " + most : ">= " + least) + ", but got "
                            + number + " instead.",
                    name,
                    above ? "decimal_above_max_value" : "decimal_below_min_value");
        }
    }

    private static int tokens(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return Integer.MAX_VALUE;
        }
        if (!(value instanceof Integer tokens)) {
            throw invalid("Invalid type for '" + name + "': expected an integer.", name, "invalid_type");
        }
        if (tokens < 1) {
            throw invalid(
                    "Invalid '" + name + "': integer below minimum value. Expected a value >= 1, but got " + tokens
                            + " instead.",
                    name,
                    "integer_below_min_value");
        }
        return tokens;
    }

    private static ApiError.Refusal invalid(String message, @Nullable String param, @Nullable String code) {
        return new ApiError.Refusal(ApiError.invalid(message, param, code));
    }
}
