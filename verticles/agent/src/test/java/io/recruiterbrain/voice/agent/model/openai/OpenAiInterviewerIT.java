package io.recruiterbrain.voice.agent.model.openai;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModelContractTest;
import org.junit.jupiter.api.AfterAll;

final class OpenAiInterviewerIT extends LanguageModelContractTest {
    private static final OpenAiStage STAGE = new OpenAiStage();

    @Override
    protected LanguageModel model() {
        return STAGE.model;
    }

    @AfterAll
    static void close() {
        STAGE.close();
    }
}
