package io.recruiterbrain.voice.agent.model.openai;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Consumer;

/** Words that lead over to the next question, by a call of their own, each sentence handed over when it is whole. */
final class BridgeWords {
    private static final int MOST_SENTENCES = 2;
    private static final int TOKENS = 100;

    private final ChatClient client;
    private final OpenAiConfig config;
    private final Prompt prompt;

    BridgeWords(ChatClient client, OpenAiConfig config, Prompt prompt) {
        this.client = client;
        this.config = config;
        this.prompt = prompt;
    }

    /** @return whether anything was said; fails only when nothing was */
    Future<Boolean> say(UUID interviewId, Move.Ask ask, String lastAnswer, Consumer<String> sentences) {
        String data = new Data()
                .put("answer", lastAnswer)
                .put("next", ask.question().text())
                .json();
        Saying saying = new Saying(sentences);
        return client.ask(
                        new ChatClient.Question(
                                interviewId,
                                prompt,
                                data,
                                null,
                                Math.min(TOKENS, config.maxTokens()),
                                config.timeout()),
                        saying::take)
                .answer()
                .compose(
                        answer -> {
                            saying.end();
                            return Future.succeededFuture(saying.said > 0);
                        },
                        // The candidate has heard the beginning: the question must follow, whatever became of the rest.
                        fault -> saying.said > 0 ? Future.succeededFuture(true) : Future.failedFuture(fault));
    }

    private static final class Saying {
        private final SentenceSplitter splitter = new SentenceSplitter();
        private final Consumer<String> sentences;
        private boolean stopped;
        private int said;

        Saying(Consumer<String> sentences) {
            this.sentences = sentences;
        }

        void take(String piece) {
            splitter.feed(piece).forEach(this::say);
        }

        void end() {
            splitter.end().forEach(this::say);
        }

        private void say(String sentence) {
            var allowed = Guard.bridge(sentence);
            stopped |= allowed.isEmpty() || said >= MOST_SENTENCES;
            if (!stopped) {
                said++;
                sentences.accept(allowed.orElseThrow());
            }
        }
    }
}
