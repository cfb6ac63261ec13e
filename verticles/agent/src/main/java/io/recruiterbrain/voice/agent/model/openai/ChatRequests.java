package io.recruiterbrain.voice.agent.model.openai;

import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;

/** Our questions in OpenAI's words. The system message is a prompt file and nothing else; all that is not ours is data. */
final class ChatRequests {
    private ChatRequests() {}

    static ChatCompletionCreateParams of(OpenAiConfig config, ChatClient.Question question) {
        Prompt prompt = question.prompt();
        ChatCompletionCreateParams.Builder request = ChatCompletionCreateParams.builder()
                .model(config.model())
                .temperature(config.temperature())
                .maxCompletionTokens(question.maxTokens())
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .addSystemMessage(prompt.text())
                .addUserMessage(question.data());
        if (question.complaint() != null) {
            request.addSystemMessage("Your answer before was not valid: " + question.complaint() + ". Answer again.");
        }
        if (!prompt.schema().isEmpty()) {
            request.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                            .name(prompt.name().replace('-', '_'))
                            .strict(true)
                            .schema(schema(prompt))
                            .build())
                    .build());
        }
        if (config.isOpenAi()) {
            // Interviews are not to be kept in the account's dashboard; compatible servers may not know the word.
            request.store(false);
        }
        return request.build();
    }

    private static ResponseFormatJsonSchema.JsonSchema.Schema schema(Prompt prompt) {
        ResponseFormatJsonSchema.JsonSchema.Schema.Builder schema =
                ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        prompt.schema().forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        return schema.build();
    }
}
