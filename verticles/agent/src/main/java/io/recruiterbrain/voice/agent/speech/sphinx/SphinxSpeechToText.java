package io.recruiterbrain.voice.agent.speech.sphinx;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CMU Sphinx with its general English model: a stand-in that needs no account and no server. It has a fixed vocabulary
 * of 20,000 words and no use for key terms or languages other than English.
 */
public final class SphinxSpeechToText implements SpeechToText {
    private static final Logger LOG = LoggerFactory.getLogger(SphinxSpeechToText.class);

    private static final int WARM_UP_SYLLABLES = 32;

    private final SphinxConfig config;
    private final AtomicBoolean warming = new AtomicBoolean();
    private final DecoderPool pool;
    private final int backlogSamples;
    private final Clock clock;
    private final Set<SphinxSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Returns at once. The model is loaded in the background, which takes some seconds, by {@link #warmUp} or the first
     * session; speech that comes before is kept and decoded then.
     */
    public SphinxSpeechToText(SphinxConfig config, MeterRegistry metrics) {
        clock = metrics.config().clock();
        backlogSamples = Math.toIntExact(config.backlog().toMillis() * AudioFrame.SPEECH_RATE / 1000);
        pool = new DecoderPool(config.decoders(), metrics);
        this.config = config;
    }

    /** Begins to load the model unless that was begun before. */
    public void warmUp() {
        if (warming.compareAndSet(false, true)) {
            Thread.ofPlatform().name("sphinx-load").daemon().start(this::load);
        }
    }

    private void load() {
        long started = clock.monotonicTime();
        try {
            SphinxModel model = new SphinxModel(config.search());
            for (int i = 0; i < config.decoders(); i++) {
                SphinxDecoder decoder = model.newDecoder();
                if (i == 0 && sessions.isEmpty()) {
                    practise(decoder);
                }
                pool.add(decoder);
            }
        } catch (RuntimeException | Error e) { // Sphinx throws Error for much that is none
            LOG.atError().setCause(e).addKeyValue("provider", "sphinx").log("speech recognition cannot be loaded");
            sessions.forEach(session ->
                    session.failed(new ServiceException(ErrorCode.UNAVAILABLE, "speech recognition cannot be loaded")));
            close();
            return;
        }
        LOG.atInfo()
                .addKeyValue("provider", "sphinx")
                .addKeyValue("decoders", config.decoders())
                .addKeyValue("millis", (clock.monotonicTime() - started) / 1_000_000)
                .log("speech recognition loaded");
    }

    /** Decodes something like speech, so that no candidate waits for the code to be compiled. */
    private static void practise(SphinxDecoder decoder) {
        short[] noise = SpeechLikeNoise.make(WARM_UP_SYLLABLES);
        Stretch stretch = new Stretch(new VoiceMean(), noise.length);
        stretch.write(noise);
        stretch.end(0);
        try {
            decoder.decode(stretch, interim -> {});
        } catch (NullPointerException e) {
            LOG.atTrace().setCause(e).log("nothing was understood, as expected");
        }
    }

    @Override
    public Session open(Options options, Listener listener) {
        if (closed) {
            throw new ServiceException(ErrorCode.UNAVAILABLE, "speech recognition is closed");
        }
        SphinxSession session = new SphinxSession(listener, pool, clock, backlogSamples, sessions::remove);
        sessions.add(session);
        warmUp();
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
