package io.recruiterbrain.voice.agent.speech.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.Timeout;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The vendor's client for one server, and a way to end a running call, which the vendor's futures do not have. */
final class OpenAiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Calls calls = new Calls();
    private final OpenAIClientAsync client;

    /**
     * @param whole limit of a request with its answer; the address' limit is for each part of it
     */
    OpenAiClient(OpenAiAddress address, Duration whole) {
        Duration connect = address.timeout().compareTo(CONNECT) < 0 ? address.timeout() : CONNECT;
        client = OpenAIOkHttpClientAsync.builder()
                .baseUrl(address.baseUrl())
                // The client insists on one; a local server does not look at it.
                .apiKey(address.apiKey() == null ? "none" : address.apiKey())
                // One attempt: whether it is worth another one is decided outside, for all providers alike.
                .maxRetries(0)
                .timeout(Timeout.builder()
                        .connect(connect)
                        .read(address.timeout())
                        .write(address.timeout())
                        .request(whole)
                        .build())
                .dispatcherExecutorService(threads)
                .addInterceptor(calls)
                .build();
    }

    OpenAIClientAsync api() {
        return client;
    }

    /** A call about to be made: its header goes into the request and no further. */
    RunningCall newCall() {
        return new RunningCall(calls);
    }

    /** Runs tasks that may wait for the server. */
    ExecutorService threads() {
        return threads;
    }

    /** Ends every call. */
    @Override
    public void close() {
        calls.cancelAll();
        client.close();
        threads.shutdownNow();
    }

    /** One request, which can be ended from any thread, before it was sent too. */
    static final class RunningCall {
        private final Calls calls;
        private final String id = UUID.randomUUID().toString();

        private RunningCall(Calls calls) {
            this.calls = calls;
            calls.expect(id);
        }

        Map<String, Iterable<String>> headers() {
            return Map.of(Calls.HEADER, List.of(id));
        }

        void cancel() {
            calls.cancel(id);
        }

        /** The answer was read, or there will be none. */
        void ended() {
            calls.forget(id);
        }
    }

    /** Finds the call of a request by a header, which it takes out. */
    private static final class Calls implements Interceptor {
        static final String HEADER = "x-rbv-call";

        private final Map<String, State> running = new ConcurrentHashMap<>();

        void expect(String id) {
            running.put(id, new State());
        }

        void cancel(String id) {
            State state = running.remove(id);
            if (state != null) {
                state.cancel();
            }
        }

        void forget(String id) {
            running.remove(id);
        }

        void cancelAll() {
            running.keySet().forEach(this::cancel);
        }

        @Override
        public Response intercept(Chain chain) throws IOException {
            String id = chain.request().header(HEADER);
            State state = id == null ? null : running.get(id);
            if (id != null && (state == null || !state.begin(chain.call()))) {
                throw new IOException("cancelled");
            }
            return chain.proceed(
                    chain.request().newBuilder().removeHeader(HEADER).build());
        }
    }

    private static final class State {
        private @Nullable Call call;
        private boolean cancelled;

        synchronized boolean begin(Call begun) {
            call = begun;
            return !cancelled;
        }

        synchronized void cancel() {
            cancelled = true;
            if (call != null) {
                call.cancel();
            }
        }
    }
}
