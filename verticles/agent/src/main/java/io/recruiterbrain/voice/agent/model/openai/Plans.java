package io.recruiterbrain.voice.agent.model.openai;

import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts a plan together from questions that are the same for all candidates of a job and those of one resume. */
final class Plans {
    private static final Duration LEAST = Duration.ofSeconds(20);

    private Plans() {}

    /** The same request for the questions that the job alone decides, with their share of the time. */
    static PlanRequest core(PlanRequest request, int count) {
        InterviewSettings settings = request.settings();
        int all = Math.max(settings.questionCount(), settings.questions().size());
        CandidateData candidate = request.candidate();
        return new PlanRequest(
                request.interviewId(),
                new CandidateData(candidate.candidateId(), candidate.name(), candidate.email(), null),
                request.job(),
                new InterviewSettings(count, share(settings.maxDuration(), count, all), settings.questions()));
    }

    /** Numbered in order; the core keeps its times, the others share what is left in proportion. */
    static List<PlannedQuestion> joined(
            List<PlannedQuestion> core, List<PlannedQuestion> written, Duration maxDuration) {
        Duration left = share(maxDuration, written.size(), core.size() + written.size());
        Duration wanted = written.stream().map(PlannedQuestion::time).reduce(Duration.ZERO, Duration::plus);
        double factor = wanted.compareTo(left) > 0 ? (double) left.toMillis() / wanted.toMillis() : 1;
        List<PlannedQuestion> plan = new ArrayList<>(core);
        for (PlannedQuestion question : written) {
            long seconds = Math.round(question.time().toSeconds() * factor * 0.85);
            plan.add(new PlannedQuestion(
                    plan.size() + 1,
                    question.questionId(),
                    question.text(),
                    question.competence(),
                    question.kind(),
                    factor == 1 ? question.time() : Duration.ofSeconds(Math.max(LEAST.toSeconds(), seconds)),
                    question.followUps(),
                    question.rubric(),
                    question.signals()));
        }
        return List.copyOf(plan);
    }

    private static Duration share(Duration whole, int part, int all) {
        Duration share = whole.multipliedBy(part).dividedBy(all);
        return share.toSeconds() < 60 ? Duration.ofSeconds(60) : share;
    }
}
