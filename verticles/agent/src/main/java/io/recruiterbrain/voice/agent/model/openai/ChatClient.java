package io.recruiterbrain.voice.agent.model.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.agent.resilience.CallGivenUpException;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streamed chat completions, one attempt each: it speaks the protocol, keeps the time limits, counts, and names faults.
 * Any thread may call it and none is blocked; text and results come on virtual threads of its own.
 */
final class ChatClient implements AutoCloseable {
    /** At once; one more is refused as busy. */
    static final int MOST_CALLS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final OpenAiConfig config;
    private final Faults faults;
    private final UsageLedger ledger;
    private final MeterRegistry meters;
    private final OpenAIClientAsync client;
    private final ExecutorService readers;
    private final Semaphore free = new Semaphore(MOST_CALLS);

    /**
     * @param interviewId absent for a call that belongs to none
     * @param data JSON; all that is not ours is in its strings
     * @param complaint what was wrong with the answer before, absent the first time
     * @param limit of the whole call
     */
    record Question(
            @Nullable UUID interviewId,
            Prompt prompt,
            String data,
            @Nullable String complaint,
            int maxTokens,
            Duration limit) {
        @Override
        public String toString() {
            return "Question[" + prompt.name() + "]";
        }
    }

    /** @param model the one that answered, with its date where the vendor says it */
    record Answer(String text, String model) {
        @Override
        public String toString() {
            return "Answer[" + model + "]";
        }
    }

    ChatClient(OpenAiConfig config, UsageLedger ledger, MeterRegistry meters) {
        this.config = config;
        this.faults = new Faults(config);
        this.ledger = ledger;
        this.meters = meters;
        this.readers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("openai-", 0).factory());
        this.client = OpenAIOkHttpClientAsync.builder()
                .apiKey(config.apiKey())
                .baseUrl(config.baseUrl().toString())
                .maxRetries(0)
                .timeout(Timeout.builder()
                        .connect(CONNECT)
                        .read(config.timeout())
                        .request(config.timeout())
                        .build())
                .followRedirects(false)
                .disableTelemetry(true)
                // Its debug log would hold what candidates say.
                .logLevel(LogLevel.OFF)
                .build();
    }

    Faults faults() {
        return faults;
    }

    /** @param text receives the answer's text as it comes; called on one thread at a time */
    Call ask(Question question, Consumer<String> text) {
        Call call = new Call(question, text);
        if (!free.tryAcquire()) {
            call.end(null, faults.tooManyCalls(MOST_CALLS));
            return call;
        }
        call.promise.future().onComplete(done -> free.release());
        call.send();
        return call;
    }

    @Override
    public void close() {
        client.close();
        readers.shutdownNow();
    }

    /** One completion on its way. */
    final class Call {
        private final Promise<Answer> promise = Promise.promise();
        private final Question question;
        private final Consumer<String> text;
        private final Timer.Sample sample = Timer.start(meters);
        private final StringBuilder all = new StringBuilder();
        private String model = "";
        private String finish = "";
        private boolean declined;
        private boolean anyChunk;
        private volatile boolean cancelled;
        private volatile @Nullable AutoCloseable response;

        private Call(Question question, Consumer<String> text) {
            this.question = question;
            this.text = text;
        }

        /** Fails with a {@link ProviderException}, or with a {@link CallGivenUpException} when it was cancelled. */
        Future<Answer> answer() {
            return promise.future();
        }

        /** Hangs up; what was not answered is not paid for. */
        void cancel() {
            cancelled = true;
            readers.execute(this::hangUp);
        }

        @SuppressWarnings("MustBeClosedChecker") // Closed where it is read.
        private void send() {
            try {
                Timeout limits = Timeout.builder()
                        .connect(CONNECT)
                        .read(config.timeout())
                        .request(question.limit())
                        .build();
                CompletableFuture<HttpResponseFor<StreamResponse<ChatCompletionChunk>>> sent = client.chat()
                        .completions()
                        .withRawResponse()
                        .createStreaming(
                                ChatRequests.of(config, question),
                                RequestOptions.builder().timeout(limits).build());
                sent.whenCompleteAsync(
                        (answered, fault) -> {
                            if (fault != null) {
                                end(null, fault);
                            } else {
                                read(answered);
                            }
                        },
                        readers);
            } catch (RuntimeException e) {
                end(null, e);
            }
        }

        private void read(HttpResponseFor<StreamResponse<ChatCompletionChunk>> answered) {
            response = answered;
            try (answered) {
                if (cancelled) {
                    throw faults.cutOff();
                }
                if (answered.statusCode() == 200 && !isEventStream(answered)) {
                    throw faults.notThatVendor();
                }
                try (StreamResponse<ChatCompletionChunk> chunks = answered.parse()) {
                    chunks.stream().forEach(this::take);
                }
                end(finished(), null);
            } catch (RuntimeException e) {
                end(null, e);
            }
        }

        private static boolean isEventStream(HttpResponseFor<?> answered) {
            return answered.headers().values("content-type").stream()
                    .anyMatch(type -> type.toLowerCase(java.util.Locale.ROOT).startsWith("text/event-stream"));
        }

        private void take(ChatCompletionChunk chunk) {
            if (!anyChunk) {
                anyChunk = true;
                sample.stop(timer("rbv.llm.first.token", "To the first piece of an answer"));
            }
            model = chunk.model();
            chunk.usage().ifPresent(usage -> ledger.add(question.interviewId(), usage));
            for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                declined |= choice.delta().refusal().isPresent();
                choice.finishReason().ifPresent(reason -> finish = reason.asString());
                choice.delta().content().filter(part -> !part.isEmpty()).ifPresent(part -> {
                    all.append(part);
                    text.accept(part);
                });
            }
        }

        private Answer finished() {
            if (finish.equals("content_filter")) {
                throw faults.filtered();
            }
            if (declined) {
                throw faults.declined();
            }
            if (finish.equals("length")) {
                throw faults.tooLong();
            }
            if (finish.isEmpty()) {
                throw faults.cutOff();
            }
            return new Answer(all.toString(), model);
        }

        private void end(@Nullable Answer answer, @Nullable Throwable fault) {
            ProviderException named = fault == null ? null : faults.of(fault);
            String outcome = cancelled
                    ? "CANCELLED"
                    : named == null ? "OK" : named.code().name();
            Counter.builder("rbv.llm.calls")
                    .description("calls of the language model by prompt and outcome")
                    .tags("provider", OpenAiInterviewer.PROVIDER)
                    .tags("prompt", question.prompt().name(), "outcome", outcome)
                    .register(meters)
                    .increment();
            if (cancelled) {
                promise.tryFail(new CallGivenUpException());
            } else if (named != null) {
                promise.tryFail(named);
            } else {
                promise.tryComplete(answer);
            }
        }

        private Timer timer(String name, String description) {
            return Timer.builder(name)
                    .tag("provider", OpenAiInterviewer.PROVIDER)
                    .tag("prompt", question.prompt().name())
                    .description(description)
                    .register(meters);
        }

        private void hangUp() {
            AutoCloseable open = response;
            if (open != null) {
                try {
                    open.close();
                } catch (Exception e) {
                    // The connection is gone already, which is what was wanted.
                }
            }
        }
    }
}
