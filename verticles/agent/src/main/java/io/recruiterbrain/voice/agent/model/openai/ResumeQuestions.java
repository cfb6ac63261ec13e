package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.recruiterbrain.voice.agent.model.LanguageModel.PlanRequest;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has the model write questions about a resume. Those that do not pass our checks are left out. */
final class ResumeQuestions {
    private static final Set<String> FIELDS =
            Set.of("text", "competence", "kind", "minutes", "followUps", "rubric", "signals");
    /** What one question with its rubric takes at most. */
    private static final int TOKENS_EACH = 450;

    private final ChatClient client;
    private final OpenAiConfig config;
    private final Prompt prompt;

    ResumeQuestions(ChatClient client, OpenAiConfig config, Prompt prompt) {
        this.client = client;
        this.config = config;
        this.prompt = prompt;
    }

    /** At most {@code count}, not numbered yet. */
    Future<List<PlannedQuestion>> write(PlanRequest request, String resume, List<PlannedQuestion> asked, int count) {
        String data = new Data()
                .put("count", count)
                .put("asked", asked.stream().map(PlannedQuestion::text).toList())
                .put("jobTitle", request.job().title())
                .put("jobDescription", request.job().description())
                .put("resume", resume)
                .json();
        int tokens = Math.max(config.maxTokens(), count * TOKENS_EACH);
        Duration limit = config.timeout().multipliedBy(3);
        return client.ask(new ChatClient.Question(request.interviewId(), prompt, data, null, tokens, limit), text -> {})
                .answer()
                .compose(answer -> {
                    try {
                        return Future.succeededFuture(checked(answer.text(), asked, count));
                    } catch (IllegalArgumentException e) {
                        return Future.failedFuture(client.faults().invalidAnswer(e.getMessage()));
                    }
                });
    }

    private static List<PlannedQuestion> checked(String text, List<PlannedQuestion> asked, int count) {
        JsonNode list = StrictJson.object(text, Set.of("questions")).path("questions");
        if (!list.isArray()) {
            throw new IllegalArgumentException("questions must be a list");
        }
        Set<String> known = new HashSet<>();
        asked.forEach(question -> known.add(Listening.plain(question.text())));
        List<PlannedQuestion> questions = new ArrayList<>();
        for (JsonNode node : list) {
            try {
                PlannedQuestion question = question(node, questions.size() + 1);
                if (questions.size() < count && known.add(Listening.plain(question.text()))) {
                    questions.add(question);
                }
            } catch (IllegalArgumentException e) {
                // One bad question of several: the bank has another one.
            }
        }
        return questions;
    }

    private static PlannedQuestion question(JsonNode node, int number) {
        StrictJson.object(node, FIELDS);
        List<String> rubric = StrictJson.texts(node, "rubric", 5, 5);
        if (new HashSet<>(rubric).size() != 5) {
            throw new IllegalArgumentException("rubric must have five different levels");
        }
        return new PlannedQuestion(
                number,
                "openai-" + number,
                allowed(StrictJson.text(node, "text", 400)),
                StrictJson.text(node, "competence", 100),
                kind(StrictJson.text(node, "kind", 20)),
                Duration.ofMinutes(StrictJson.number(node, "minutes", 1, 3)),
                StrictJson.texts(node, "followUps", 2, 3).stream()
                        .map(ResumeQuestions::allowed)
                        .toList(),
                rubric,
                StrictJson.texts(node, "signals", 4, 20));
    }

    private static Kind kind(String name) {
        return switch (name) {
            case "TECHNICAL" -> Kind.TECHNICAL;
            case "BEHAVIOURAL" -> Kind.BEHAVIOURAL;
            default -> throw new IllegalArgumentException("kind must be TECHNICAL or BEHAVIOURAL");
        };
    }

    private static String allowed(String question) {
        return Guard.question(question)
                .orElseThrow(() -> new IllegalArgumentException("a question may not be asked as it is"));
    }
}
