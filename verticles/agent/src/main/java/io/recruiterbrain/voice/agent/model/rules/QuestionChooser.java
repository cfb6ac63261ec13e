package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.OwnQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the questions of an interview.
 *
 * <p>The recruiter's own questions come first. Of those from the bank, at least two thirds are chosen by the job alone,
 * so that all its candidates are compared on a common core; at most one third is chosen by what the resume claims and
 * the job asks for. Everything is deterministic: the same job and resume give the same plan.
 */
final class QuestionChooser {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionChooser.class);

    private static final double RESUME_SHARE = 1.0 / 3;
    private static final double BEHAVIOURAL_SHARE = 1.0 / 3;
    /** A second role takes part when it fits the job at least this well, measured by the best one's score. */
    private static final double NEARLY_AS_GOOD = 0.75;

    private static final double ALREADY_ASKED = 0.5;

    private final QuestionBank bank;
    private final RoleMatcher roles;
    /** Of the bank's questions by their id, each made when it is first looked at. */
    private final Map<String, Set<String>> stems = new ConcurrentHashMap<>();

    QuestionChooser(QuestionBank bank) {
        this.bank = bank;
        this.roles = new RoleMatcher(bank);
    }

    /** The plan with exactly the ordered number of questions, own ones included even when they are more. */
    List<PlannedQuestion> choose(PlanRequest request) {
        List<OwnQuestion> own = request.settings().questions();
        int count = Math.max(request.settings().questionCount(), own.size());
        int fromBank = count - own.size();
        String resume = request.candidate().resume();
        int byResume = resume == null || resume.isBlank() ? 0 : (int) (fromBank * RESUME_SHARE);

        Picking picking = new Picking(request, fromBank);
        for (int i = 0; i < fromBank - byResume; i++) {
            picking.pickByJob();
        }
        if (byResume > 0 && resume != null) {
            SkillFinder claimed = new SkillFinder(resume);
            for (int i = 0; i < byResume; i++) {
                picking.pickByResume(claimed);
            }
        }
        return planned(own, picking.inSpokenOrder(), request.settings().maxDuration());
    }

    private Set<String> stemsOf(BankQuestion question) {
        return stems.computeIfAbsent(question.id(), id -> Words.contentStems(question.text()));
    }

    private static List<PlannedQuestion> planned(List<OwnQuestion> own, List<BankQuestion> picked, Duration limit) {
        List<PlannedQuestion> plan = new ArrayList<>();
        for (OwnQuestion question : own) {
            plan.add(OwnQuestions.planned(plan.size() + 1, plan.size() + 1, question));
        }
        for (BankQuestion question : picked) {
            plan.add(question.planned(plan.size() + 1, Duration.ofMinutes(question.minutes())));
        }
        return TimeBudget.fit(plan, limit);
    }

    /** The questions picked so far and what may still be picked. */
    private final class Picking {
        private final List<Set<String>> asked = new ArrayList<>();
        private final List<BankQuestion> picked = new ArrayList<>();
        private final List<Role> pool;
        private final SkillFinder job;
        private final long seed;
        private final double minutesEach;
        private final int behaviouralWanted;

        Picking(PlanRequest request, int fromBank) {
            JobDescriptionData data = request.job();
            request.settings().questions().forEach(own -> asked.add(Words.contentStems(own.text())));
            this.pool = pool(data);
            this.job = new SkillFinder(data.title() + ". " + data.description());
            this.seed = Seeds.of(data.title(), data.description());
            this.minutesEach = (double) request.settings().maxDuration().toSeconds()
                    / 60
                    / Math.max(1, request.settings().questionCount());
            this.behaviouralWanted = (int) Math.round(fromBank * BEHAVIOURAL_SHARE);
        }

        private List<Role> pool(JobDescriptionData data) {
            List<RoleMatch> matches = roles.match(data);
            LOG.atDebug()
                    .addKeyValue("role", matches.getFirst().role().slug())
                    .addKeyValue("score", matches.getFirst().score())
                    .addKeyValue("reasons", matches.getFirst().reasons())
                    .log("role found for a job");
            List<Role> pool = new ArrayList<>();
            double best = matches.getFirst().score();
            matches.stream()
                    .limit(2)
                    .filter(match -> match.score() >= best * NEARLY_AS_GOOD)
                    .forEach(match -> pool.add(match.role()));
            if (!pool.contains(bank.general())) {
                pool.add(bank.general());
            }
            return pool;
        }

        void pickByJob() {
            pick(List.of());
        }

        void pickByResume(SkillFinder claimed) {
            List<String> claims = pool.stream()
                    .flatMap(role -> role.questions().stream())
                    .flatMap(question -> question.skills().stream())
                    .distinct()
                    .filter(claimed::names)
                    .toList();
            pick(claims);
        }

        private void pick(List<String> claims) {
            BankQuestion best = null;
            double bestFit = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < pool.size(); i++) {
                for (BankQuestion question : pool.get(i).questions()) {
                    if (mayAsk(question)) {
                        double fit = fit(question, claims) - rolePenalty(i);
                        if (fit > bestFit) {
                            bestFit = fit;
                            best = question;
                        }
                    }
                }
            }
            if (best == null) {
                throw new IllegalStateException("the question bank has too few questions for this interview");
            }
            picked.add(best);
            asked.add(stemsOf(best));
        }

        /** The general role fills up only; a second role must bring skills of the job to be worth it. */
        private double rolePenalty(int position) {
            if (position == 0) {
                return 0;
            }
            return pool.get(position).slug().equals(Role.GENERAL) ? 20 : 0.5;
        }

        private boolean mayAsk(BankQuestion question) {
            Set<String> words = stemsOf(question);
            return !picked.contains(question)
                    && asked.stream().noneMatch(before -> Words.similarity(before, words) >= ALREADY_ASKED);
        }

        private double fit(BankQuestion question, List<String> claims) {
            List<String> wanted = job.named(question.skills());
            long wantedAndClaimed = wanted.stream().filter(claims::contains).count();
            long claimed = question.skills().stream().filter(claims::contains).count();
            double fit =
                    Math.min(wanted.size(), 3) * 1.0 + Math.min(wantedAndClaimed, 3) * 4.0 + Math.min(claimed, 3) * 2.0;
            if (question.skills().isEmpty()) {
                fit += 0.5;
            }
            fit -= 1.5
                    * picked.stream()
                            .filter(before -> before.competence().equals(question.competence()))
                            .count();
            fit += kindFit(question.kind());
            fit -= Math.max(0, question.minutes() - minutesEach);
            return fit + Seeds.fraction(seed, question.id()) * 0.9;
        }

        private double kindFit(Kind kind) {
            long behavioural = picked.stream()
                    .filter(question -> question.kind() == Kind.BEHAVIOURAL)
                    .count();
            long technicalWanted = picked.size() + 1L - behavioural;
            boolean due = behavioural < behaviouralWanted && behavioural * 2 + 2 <= technicalWanted;
            return switch (kind) {
                case BEHAVIOURAL -> due ? 12 : -12;
                case TECHNICAL -> 0;
            };
        }

        /** Craft and conduct mixed, neighbours from different competences where the picks allow it. */
        List<BankQuestion> inSpokenOrder() {
            List<BankQuestion> rest = new ArrayList<>(picked);
            List<BankQuestion> order = new ArrayList<>();
            Set<String> last = new HashSet<>();
            while (!rest.isEmpty()) {
                BankQuestion next = rest.stream()
                        .filter(question -> !last.contains(question.competence()))
                        .findFirst()
                        .orElse(rest.getFirst());
                rest.remove(next);
                order.add(next);
                last.clear();
                last.add(next.competence());
            }
            return order;
        }
    }
}
