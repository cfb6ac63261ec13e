package io.recruiterbrain.voice.launcher.check;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.agent.model.rules.RuleBasedInterviewer;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Plans a small interview and reads an answer. */
final class LanguageModelCheck implements ComponentCheck.Trial {
    private final Function<RuleBasedInterviewer, LanguageModel> models;

    LanguageModelCheck(Function<RuleBasedInterviewer, LanguageModel> models) {
        this.models = models;
    }

    @Override
    public String run() throws Exception {
        try (LanguageModel model = models.apply(RuleBasedInterviewer.load())) {
            List<PlannedQuestion> plan = model.plan(new PlanRequest(
                            UUID.randomUUID(),
                            new CandidateData(null, "Check", null, null),
                            new JobDescriptionData(null, "Backend engineer", null, "Java and PostgreSQL"),
                            new InterviewSettings(3, Duration.ofMinutes(10), List.of())))
                    .await(40, TimeUnit.SECONDS);
            LanguageModel.Reading reading = model.read(new Exchange(
                            plan.getFirst(), plan.getFirst().text(), "could you repeat the question", List.of()))
                    .await(40, TimeUnit.SECONDS);
            if (plan.size() != 3 || reading.intent() != LanguageModel.Intent.REPEAT) {
                throw new IllegalStateException("planned " + plan.size() + " questions and read " + reading.intent());
            }
            return "planned three questions and understood a request to repeat";
        }
    }
}
