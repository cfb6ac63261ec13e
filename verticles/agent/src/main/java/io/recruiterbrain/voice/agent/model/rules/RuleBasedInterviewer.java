package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.evaluation.Scorecard;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Source;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The interviewer without a language model: questions from a bank, wording from a phrase book, answers read and scored
 * by rules. It needs no account and no network, and it marks its evaluations as made by rules.
 *
 * <p>Immutable after {@link #load}; any thread may call it, calls take milliseconds and never block.
 */
public final class RuleBasedInterviewer implements LanguageModel {
    /** Raised whenever the rules may give another level to the same words. */
    static final String RULES_VERSION = "rules-1";

    private final QuestionBank bank;
    private final QuestionChooser chooser;
    private final Wording wording;
    private final RuleScorer scorer = new RuleScorer();

    private RuleBasedInterviewer(QuestionBank bank, Phrasebook phrases) {
        this.bank = bank;
        this.chooser = new QuestionChooser(bank);
        this.wording = new Wording(phrases);
    }

    /** Reads the question bank and the wording from the class path; throws {@link IllegalStateException} when they are not valid. */
    public static RuleBasedInterviewer load() {
        return new RuleBasedInterviewer(QuestionBank.load(), Phrasebook.load());
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        return done(() -> chooser.choose(request));
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        return done(() -> AnswerReader.read(exchange));
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        UUID unknownInterview = UUID.nameUUIDFromBytes(RULES_VERSION.getBytes(StandardCharsets.UTF_8));
        return word(new Moment(unknownInterview, 0), move, sentences);
    }

    @Override
    public Future<Void> word(Moment moment, Move move, Consumer<String> sentences) {
        return done(() -> {
            wording.sentences(moment, move).forEach(sentences);
            return null;
        });
    }

    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        return done(() -> {
            List<QuestionScore> scores = request.plan().stream()
                    .map(question -> scorer.score(question, request.turns()))
                    .toList();
            Scorecard card = Scorecard.of(scores);
            return new Evaluation(
                    request.interviewId(),
                    card.overall(),
                    card.recommendation(),
                    scores,
                    card.competences(),
                    card.strengths(),
                    card.gaps(),
                    new Source(
                            "rules",
                            RULES_VERSION,
                            Hashes.sha256(RULES_VERSION + "\n" + bank.sha256()),
                            bank.version(),
                            true,
                            null),
                    request.now());
        });
    }

    @Override
    public void close() {
        // Holds nothing that must be given back.
    }

    private static <T> Future<T> done(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
