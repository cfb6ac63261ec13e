package io.recruiterbrain.voice.agent.model.openai;

import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One answer being understood by one streamed call. The reading is there as soon as its three fields have come; the
 * words that lead over to what is asked next follow in the same answer.
 */
final class Listening {
    private final Exchange exchange;
    private final Faults faults;
    private final ReadingParser parser = new ReadingParser();
    private final Promise<Reading> reading = Promise.promise();
    private final CompletableFuture<Optional<String>> bridge = new CompletableFuture<>();
    private final ChatClient.Call call;

    static Listening begin(
            ChatClient client, OpenAiConfig config, Prompt prompt, @Nullable UUID interviewId, Exchange exchange) {
        return new Listening(client, config, prompt, interviewId, exchange);
    }

    private Listening(
            ChatClient client, OpenAiConfig config, Prompt prompt, @Nullable UUID interviewId, Exchange exchange) {
        this.exchange = exchange;
        this.faults = client.faults();
        String data = new Data()
                .question(exchange.question(), true)
                .put("asked", exchange.prompt())
                .turns("earlier", exchange.before())
                .put("answer", exchange.answer())
                .json();
        ChatClient.Question question =
                new ChatClient.Question(interviewId, prompt, data, null, config.maxTokens(), config.timeout());
        this.call = client.ask(question, this::take);
        call.answer().onComplete(done -> {
            if (done.failed()) {
                reading.tryFail(done.cause());
            } else if (!parser.isComplete()) {
                reading.tryFail(faults.invalidAnswer("it is not complete"));
            }
            bridge.complete(done.succeeded() ? Guard.bridge(text("bridge")) : Optional.empty());
        });
    }

    Future<Reading> reading() {
        return reading.future();
    }

    /** What leads over to what is asked next; empty when the model has nothing that may be said. Never fails. */
    CompletableFuture<Optional<String>> bridge() {
        return bridge;
    }

    boolean isAbout(String questionId) {
        return exchange.question().questionId().equals(questionId);
    }

    boolean heard(String answer) {
        return plain(exchange.answer()).equals(plain(answer));
    }

    /** Nobody waits for it any more. */
    void cancel() {
        if (!call.answer().isComplete()) {
            call.cancel();
        }
    }

    private void take(String piece) {
        try {
            parser.feed(piece);
            if (!reading.future().isComplete() && parser.has("intent", "depth", "followUp")) {
                reading.tryComplete(understood());
            }
        } catch (IllegalArgumentException e) {
            throw faults.invalidAnswer(e.getMessage());
        }
    }

    private Reading understood() {
        Intent intent = oneOf(Intent.class, text("intent"), "intent is not one of ours");
        Depth depth = oneOf(Depth.class, text("depth"), "depth is not one of ours");
        return intent == Intent.ANSWER
                ? new Reading(intent, depth, followUp(text("followUp")))
                : new Reading(intent, Depth.NOTHING, null);
    }

    /** A prepared one by number or words, another one when it may be asked, and otherwise the first that is left. */
    private @Nullable String followUp(String wanted) {
        if (wanted.isEmpty()) {
            return null;
        }
        List<String> prepared = exchange.question().followUps();
        if (wanted.matches("[1-9]") && Integer.parseInt(wanted) <= prepared.size()) {
            return prepared.get(Integer.parseInt(wanted) - 1);
        }
        return prepared.stream()
                .filter(followUp -> plain(followUp).equals(plain(wanted)))
                .findFirst()
                .or(() -> Guard.question(wanted))
                .or(() -> prepared.stream().filter(this::isNew).findFirst())
                .orElse(null);
    }

    private boolean isNew(String followUp) {
        return !plain(exchange.prompt()).contains(plain(followUp))
                && exchange.before().stream()
                        .filter(turn -> turn.speaker() == Speaker.AGENT)
                        .map(Turn::text)
                        .noneMatch(said -> plain(said).contains(plain(followUp)));
    }

    private String text(String field) {
        String value = parser.value(field);
        return value == null ? "" : value;
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String name, String problem) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(problem);
    }

    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }
}
