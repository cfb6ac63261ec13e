package io.recruiterbrain.voice.agent.model.openai;

import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interviewer with OpenAI's chat completions, or those of a compatible server. It understands answers, leads over
 * from one to the next question, probes the resume and scores; the questions of the bank and all words that law or plan
 * want fixed (notice, nudges, closing) come from the interviewer without a model.
 *
 * <p>One attempt a call; a fault is a {@code ProviderException}. Any thread may call it, none is blocked; futures
 * complete on the caller's Vert.x context, without one on a thread of its own.
 */
public final class OpenAiInterviewer implements LanguageModel {
    public static final String PROVIDER = "openai";

    private static final Logger LOG = LoggerFactory.getLogger(OpenAiInterviewer.class);

    /** The wording may wait this long for words that are on their way. */
    private static final long BRIDGE_WAIT_MILLIS = 1000;
    /** As with the bank: two thirds of a plan are the same for all candidates of a job. */
    private static final double RESUME_SHARE = 1.0 / 3;

    private static final int MOST_REMEMBERED = 10_000;

    private final OpenAiConfig config;
    private final LanguageModel fixed;
    private final UsageLedger ledger;
    private final ChatClient client;
    private final AnswerScoring scoring;
    private final ResumeQuestions resumeQuestions;
    private final Prompt reading = Prompt.json("answer-reading-v2");
    private final Prompt bridge = Prompt.words("bridge-v1");
    private final Prompt probe = Prompt.json("probe-v1");
    /** What was heard last in each interview. */
    private final ConcurrentMap<UUID, Listening> heard = new ConcurrentHashMap<>();

    /** @param fixed has the bank's questions and the fixed words; stays the caller's to close */
    public OpenAiInterviewer(OpenAiConfig config, LanguageModel fixed, MeterRegistry meters) {
        this.config = config;
        this.fixed = fixed;
        this.ledger = new UsageLedger(config, meters);
        this.client = new ChatClient(config, ledger, meters);
        this.scoring = new AnswerScoring(
                client,
                config,
                Prompt.json("answer-scoring-v1"),
                id -> ledger.of(id).reported());
        this.resumeQuestions = new ResumeQuestions(client, config, Prompt.json("resume-questions-v1"));
    }

    /** Proves key, address, model, quota and strict schemas by the smallest real completion. */
    public Future<Void> probe() {
        ChatClient.Question question = new ChatClient.Question(
                null, probe, new Data().put("ready", true).json(), null, 100, config.timeout());
        return here(client.ask(question, text -> {}).answer().<Void>compose(answer -> {
            try {
                StrictJson.object(answer.text(), Set.of("ready"));
                return Future.succeededFuture();
            } catch (IllegalArgumentException e) {
                return Future.failedFuture(client.faults().invalidAnswer(e.getMessage()));
            }
        }));
    }

    /** What an interview used on this node so far; zeros for one that is not known. */
    public TokenUsage tokens(UUID interviewId) {
        return ledger.of(interviewId);
    }

    @Override
    public Future<List<PlannedQuestion>> plan(PlanRequest request) {
        InterviewSettings settings = request.settings();
        int count = Math.max(settings.questionCount(), settings.questions().size());
        int byResume = (int) ((count - settings.questions().size()) * RESUME_SHARE);
        String resume = request.candidate().resume();
        if (resume == null || resume.isBlank() || byResume == 0) {
            return fixed.plan(request);
        }
        return here(fixed.plan(Plans.core(request, count - byResume))
                .compose(core -> resumeQuestions
                        .write(request, resume, core, byResume)
                        .compose(written -> written.size() == byResume
                                ? Future.succeededFuture(Plans.joined(core, written, settings.maxDuration()))
                                : fixed.plan(Plans.core(request, count - written.size()))
                                        .map(more -> Plans.joined(more, written, settings.maxDuration())))));
    }

    @Override
    public Future<Reading> read(Exchange exchange) {
        return here(Listening.begin(client, config, reading, null, exchange).reading());
    }

    @Override
    public Future<Reading> read(UUID interviewId, Exchange exchange) {
        Listening listening = Listening.begin(client, config, reading, interviewId, exchange);
        Listening before = heard.put(interviewId, listening);
        if (before != null) {
            before.cancel();
        }
        if (heard.size() > MOST_REMEMBERED) {
            heard.keySet().stream().findFirst().ifPresent(heard::remove);
        }
        return here(listening.reading());
    }

    @Override
    public Future<Void> word(Move move, Consumer<String> sentences) {
        return fixed.word(move, sentences);
    }

    @Override
    public Future<Void> word(Moment moment, Move move, Consumer<String> sentences) {
        return switch (move) {
            case Move.Ask ask when ask.lastAnswer() != null -> ask(moment, ask, ask.lastAnswer(), sentences);
            case Move.FollowUp followUp -> followUp(moment, followUp, sentences);
            case Move.Close close -> {
                heard.remove(moment.interviewId());
                yield fixed.word(moment, close, sentences);
            }
            case Move.Ask ask -> fixed.word(moment, ask, sentences);
            case Move.Greet greet -> fixed.word(moment, greet, sentences);
            case Move.Repeat repeat -> fixed.word(moment, repeat, sentences);
            case Move.Nudge nudge -> fixed.word(moment, nudge, sentences);
            case Move.Remark remark -> fixed.word(moment, remark, sentences);
            case Move.Recovered recovered -> fixed.word(moment, recovered, sentences);
        };
    }

    private Future<Void> ask(Moment moment, Move.Ask ask, String lastAnswer, Consumer<String> sentences) {
        Listening listening = heard.remove(moment.interviewId());
        if (listening == null || !listening.heard(lastAnswer)) {
            return here(new BridgeWords(client, config, bridge)
                    .say(moment.interviewId(), ask, lastAnswer, sentences)
                    .compose(said -> question(moment, ask, said, sentences)));
        }
        return here(bridgeOf(listening).compose(words -> {
            words.ifPresent(sentences);
            return question(moment, ask, words.isPresent(), sentences);
        }));
    }

    /** The question word for word; after words of the model's without fixed ones in front, unless it is the last. */
    private Future<Void> question(Moment moment, Move.Ask ask, boolean ledOver, Consumer<String> sentences) {
        boolean last = ask.question().questionNo() == ask.questionCount();
        if (!ledOver || last) {
            return fixed.word(moment, ask, sentences);
        }
        SentenceSplitter splitter = new SentenceSplitter();
        splitter.feed(ask.question().text()).forEach(sentences);
        splitter.end().stream()
                .map(end -> end.matches("(?s).*[.!?]$") ? end : end + ".")
                .forEach(sentences);
        return Future.succeededFuture();
    }

    private Future<Void> followUp(Moment moment, Move.FollowUp move, Consumer<String> sentences) {
        Listening listening = heard.remove(moment.interviewId());
        if (listening == null || !listening.isAbout(move.question().questionId())) {
            return fixed.word(moment, move, sentences);
        }
        return here(bridgeOf(listening).compose(words -> {
            if (words.isEmpty()) {
                return fixed.word(moment, move, sentences);
            }
            sentences.accept(words.get());
            sentences.accept(move.followUp());
            return Future.succeededFuture();
        }));
    }

    private static Future<Optional<String>> bridgeOf(Listening listening) {
        return Future.fromCompletionStage(listening
                .bridge()
                .copy()
                .completeOnTimeout(Optional.empty(), BRIDGE_WAIT_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public Future<Evaluation> evaluate(EvaluationRequest request) {
        heard.remove(request.interviewId());
        return here(scoring.evaluate(request).onSuccess(done -> {
            TokenUsage usage = tokens(request.interviewId());
            LOG.atInfo()
                    .addKeyValue("interviewId", request.interviewId())
                    .addKeyValue("provider", PROVIDER)
                    .addKeyValue("calls", usage.calls())
                    .addKeyValue("inputTokens", usage.inputTokens())
                    .addKeyValue("outputTokens", usage.outputTokens())
                    .addKeyValue("cost", usage.cost())
                    .log("tokens of an interview counted");
        }));
    }

    @Override
    public Evaluation.@Nullable Usage usage(UUID interviewId) {
        TokenUsage used = tokens(interviewId);
        return used.calls() == 0 ? null : used.reported();
    }

    @Override
    public void close() {
        client.close();
    }

    /** The same outcome on the caller's context. */
    private static <T> Future<T> here(Future<T> future) {
        Context context = Vertx.currentContext();
        if (context == null || future.isComplete()) {
            return future;
        }
        Promise<@Nullable T> promise = Promise.promise();
        future.onComplete(done -> context.runOnContext(hop -> promise.handle(done)));
        @SuppressWarnings("NullAway") // A future of Void completes with null as well.
        Future<T> onContext = promise.future().map(value -> value);
        return onContext;
    }
}
