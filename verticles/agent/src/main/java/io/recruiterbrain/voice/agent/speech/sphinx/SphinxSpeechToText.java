package io.recruiterbrain.voice.agent.speech.sphinx;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CMU Sphinx with its general English model: a stand-in that needs no account and no server. It has a fixed vocabulary
 * of 20,000 words and no use for key terms or languages other than English.
 */
public final class SphinxSpeechToText implements SpeechToText {
    private static final Logger LOG = LoggerFactory.getLogger(SphinxSpeechToText.class);

    private final DecoderPool pool;
    private final int backlogSamples;
    private final Clock clock;
    private final Set<SphinxSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Loads the model and makes every decoder, which takes some seconds. */
    public SphinxSpeechToText(SphinxConfig config, MeterRegistry metrics) {
        clock = metrics.config().clock();
        long started = clock.monotonicTime();
        backlogSamples = Math.toIntExact(config.backlog().toMillis() * AudioFrame.SPEECH_RATE / 1000);
        SphinxModel model = new SphinxModel(config.search());
        List<SphinxDecoder> decoders =
                Stream.generate(model::newDecoder).limit(config.decoders()).toList();
        pool = new DecoderPool(decoders, metrics);
        LOG.atInfo()
                .addKeyValue("provider", "sphinx")
                .addKeyValue("decoders", decoders.size())
                .addKeyValue("millis", (clock.monotonicTime() - started) / 1_000_000)
                .log("speech recognition loaded");
    }

    @Override
    public Session open(Options options, Listener listener) {
        if (closed) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "speech recognition is closed");
        }
        SphinxSession session = new SphinxSession(listener, pool, clock, backlogSamples, sessions::remove);
        sessions.add(session);
        return session;
    }

    /** Ends every session without a further word. */
    @Override
    public void close() {
        closed = true;
        sessions.forEach(SphinxSession::close);
        pool.close();
    }
}
