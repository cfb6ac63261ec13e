package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModelContractTest;

final class RuleBasedInterviewerTest extends LanguageModelContractTest {
    private static final RuleBasedInterviewer MODEL = RuleBasedInterviewer.load();

    @Override
    protected LanguageModel model() {
        return MODEL;
    }
}
