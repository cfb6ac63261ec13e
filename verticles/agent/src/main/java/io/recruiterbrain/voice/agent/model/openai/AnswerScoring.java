package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.recruiterbrain.voice.agent.evaluation.Scorecard;
import io.recruiterbrain.voice.agent.model.LanguageModel.EvaluationRequest;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.evaluation.Evaluation.Source;
import io.recruiterbrain.voice.contract.evaluation.QuestionScore;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates an interview: one call for each answered question, so that each is judged by its own words and rubric alone;
 * a few at a time. An answer that does not keep to the schema is asked for once more.
 */
final class AnswerScoring {
    private static final int AT_ONCE = 4;
    private static final int MOST_QUOTES = 3;

    private final ChatClient client;
    private final OpenAiConfig config;
    private final Prompt prompt;
    private final Function<UUID, Evaluation.Usage> usage;

    private record Scored(QuestionScore score, String model) {}

    /** @param usage what an interview used so far, asked for once it is scored */
    AnswerScoring(ChatClient client, OpenAiConfig config, Prompt prompt, Function<UUID, Evaluation.Usage> usage) {
        this.client = client;
        this.config = config;
        this.prompt = prompt;
        this.usage = usage;
    }

    Future<Evaluation> evaluate(EvaluationRequest request) {
        SortedMap<Integer, Scored> scored = new ConcurrentSkipListMap<>();
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(AT_ONCE, request.plan().size()); lane++) {
            lanes.add(lane(request, lane, scored));
        }
        return Future.join(lanes).map(done -> evaluation(request, new TreeMap<>(scored)));
    }

    private Future<Void> lane(EvaluationRequest request, int position, SortedMap<Integer, Scored> scored) {
        if (position >= request.plan().size()) {
            return Future.succeededFuture();
        }
        return score(request, request.plan().get(position)).compose(score -> {
            scored.put(position, score);
            return lane(request, position + AT_ONCE, scored);
        });
    }

    private Future<Scored> score(EvaluationRequest request, PlannedQuestion question) {
        List<Turn> turns = request.turns().stream()
                .filter(turn -> Objects.equals(turn.questionNo(), question.questionNo()))
                .toList();
        boolean asked = turns.stream().anyMatch(turn -> turn.speaker() == Speaker.AGENT);
        boolean answered =
                turns.stream().anyMatch(turn -> turn.speaker() == Speaker.CANDIDATE && turn.kind() == TurnKind.ANSWER);
        if (!answered) {
            String reason = asked ? "The question was not answered." : "The question was not asked.";
            return Future.succeededFuture(new Scored(score(question, null, reason, List.of()), ""));
        }
        return ask(request, question, turns, null);
    }

    private Future<Scored> ask(
            EvaluationRequest request, PlannedQuestion question, List<Turn> turns, @Nullable String complaint) {
        String data = new Data().question(question, false).turns("turns", turns).json();
        Duration limit = config.timeout().multipliedBy(3);
        return client.ask(
                        new ChatClient.Question(
                                request.interviewId(), prompt, data, complaint, config.maxTokens(), limit),
                        text -> {})
                .answer()
                .compose(answer -> {
                    try {
                        return Future.succeededFuture(
                                new Scored(parsed(question, turns, answer.text()), answer.model()));
                    } catch (IllegalArgumentException e) {
                        return complaint == null
                                ? ask(
                                        request,
                                        question,
                                        turns,
                                        Objects.requireNonNullElse(e.getMessage(), "it is not as asked for"))
                                : Future.failedFuture(client.faults().invalidAnswer(e.getMessage()));
                    }
                });
    }

    private static QuestionScore parsed(PlannedQuestion question, List<Turn> turns, String text) {
        JsonNode answer = StrictJson.object(text, Set.of("reason", "level", "quotes"));
        String reason = Guard.reason(
                answer.path("reason").isTextual() ? answer.path("reason").asText() : "");
        Integer level = answer.path("level").isNull() ? null : StrictJson.number(answer, "level", 1, 5);
        if (!answer.path("quotes").isArray()) {
            throw new IllegalArgumentException("quotes must be a list");
        }
        Set<Integer> candidateTurns = turns.stream()
                .filter(turn -> turn.speaker() == Speaker.CANDIDATE)
                .map(Turn::turnNo)
                .collect(Collectors.toSet());
        List<Quote> quotes = new ArrayList<>();
        for (JsonNode node : answer.path("quotes")) {
            StrictJson.object(node, Set.of("turnNo", "text"));
            Quote quote = new Quote(StrictJson.number(node, "turnNo", 1, 100_000), StrictJson.text(node, "text", 2000));
            // Whether its words were said is checked by the caller; that they are of this question, here.
            if (candidateTurns.contains(quote.turnNo()) && !Guard.isInstruction(quote.text())) {
                quotes.add(quote);
            }
        }
        if (level == null) {
            return score(question, null, reason, List.of());
        }
        return quotes.isEmpty()
                ? score(question, null, "The level was dropped: no quote given for it is an answer.", List.of())
                : score(
                        question,
                        level,
                        reason,
                        quotes.stream().distinct().limit(MOST_QUOTES).toList());
    }

    private static QuestionScore score(
            PlannedQuestion question, @Nullable Integer level, String reason, List<Quote> quotes) {
        return new QuestionScore(
                question.questionNo(),
                question.questionId(),
                question.text(),
                question.competence(),
                level,
                level == null ? null : question.rubric().get(level - 1),
                reason,
                quotes);
    }

    private Evaluation evaluation(EvaluationRequest request, SortedMap<Integer, Scored> scored) {
        List<QuestionScore> scores = scored.values().stream().map(Scored::score).toList();
        String model = scored.values().stream()
                .map(Scored::model)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(config.model());
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
                        OpenAiInterviewer.PROVIDER,
                        model,
                        prompt.sha256(),
                        rubricVersion(request.plan()),
                        false,
                        usage.apply(request.interviewId())),
                request.now());
    }

    /** Rubrics come from the bank, the recruiter and the model: only their own words say which ones were used. */
    private static String rubricVersion(List<PlannedQuestion> plan) {
        String rubrics = plan.stream()
                .map(question -> question.questionId() + "\n" + String.join("\n", question.rubric()))
                .collect(Collectors.joining("\n\n"));
        return "plan-" + Prompt.sha256(rubrics).substring(0, 12);
    }
}
