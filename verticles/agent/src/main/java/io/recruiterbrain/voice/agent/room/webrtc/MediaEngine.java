package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.media.audio.AudioDeviceModule;
import dev.onvoid.webrtc.media.audio.AudioDeviceModuleBase;
import dev.onvoid.webrtc.media.audio.AudioLayer;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native media engine of this process: one for all rooms.
 *
 * <p>It holds two factories, because webrtc-java aborts the process when a connection that sends and a connection that
 * receives come from the same one: connections that receive use a headless audio device, those that send a dummy one.
 *
 * <p>Native calls on connections happen on one thread, {@code media-control}. They would queue for the native signalling
 * thread anyway, and so nothing is ever called on a connection after its close. The thread never waits.
 *
 * <p>An engine that is not closed keeps the process alive when {@code main} returns: a native thread counts as a user
 * thread.
 */
public final class MediaEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaEngine.class);
    /** An offer that would wait behind so many native calls comes too late for its browser anyway. */
    private static final int CONTROL_BACKLOG = 2_000;

    private static final int HEARING_THREADS = 2;
    private static final int HEARING_BACKLOG = 1_000;
    private static final int CLOSE_SECONDS = 10;

    private final MediaConfig config;
    private final MediaMetrics metrics;
    private final ScheduledThreadPoolExecutor control;
    private final ThreadPoolExecutor hearing;
    private final ThreadPoolExecutor notifications;
    private final Pacer pacer;
    private final AudioDeviceModuleBase receivingDevice;
    private final AudioDeviceModuleBase sendingDevice;
    private final PeerConnectionFactory receiving;
    private final PeerConnectionFactory sending;

    /** Touched on the control thread only. */
    private final Set<Link> links = new HashSet<>();

    private volatile boolean closed;

    /**
     * Loads the native library and makes the factories; takes about 0.3 s.
     *
     * @throws MediaUnavailableException when this machine lacks something the library needs
     */
    public MediaEngine(MediaConfig config, MeterRegistry meters) {
        NativeMedia.load();
        this.config = config;
        metrics = new MediaMetrics(meters);
        receivingDevice = new HeadlessAudioDeviceModule();
        sendingDevice = new AudioDeviceModule(AudioLayer.kDummyAudio);
        receiving = new PeerConnectionFactory(receivingDevice);
        sending = new PeerConnectionFactory(sendingDevice);
        control = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("media-control").daemon().factory());
        control.setRemoveOnCancelPolicy(true);
        control.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        hearing = new ThreadPoolExecutor(
                HEARING_THREADS,
                HEARING_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(HEARING_BACKLOG),
                Thread.ofPlatform().name("media-hearing-", 0).daemon().factory());
        notifications = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(HEARING_BACKLOG),
                Thread.ofPlatform().name("media-notify").daemon().factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
        pacer = new Pacer(metrics.pacerLate::increment, metrics.pacerStalls::increment);
    }

    /** A queue for a voice that this process sends, the agent's or a simulated candidate's; it lives as long as its room, over connections that come and go. */
    public VoiceQueue newVoice() {
        return new VoiceQueue(notifications);
    }

    /** Runs a step on the control thread, where links are made and used. Fails with {@code BUSY} when it is flooded. */
    public <T> CompletableFuture<T> onControl(Supplier<CompletableFuture<T>> step) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new ServiceException(ErrorCode.UNAVAILABLE, "the media engine is closed"));
        }
        if (control.getQueue().size() > CONTROL_BACKLOG) {
            return CompletableFuture.failedFuture(
                    new ServiceException(ErrorCode.BUSY, "too many media requests are under way"));
        }
        return CompletableFuture.completedFuture(null).thenComposeAsync(nothing -> step.get(), control);
    }

    /** A connection that sends what is queued. Call on the control thread. */
    public PeerLink openSending(VoiceQueue voice, PeerLink.Listener listener) {
        return register(PeerLink.sending(this, voice, listener));
    }

    /**
     * A connection that receives. Call on the control thread.
     *
     * @param rate at which {@code consumer} takes frames of 10 ms, on a thread of a small pool shared by all
     */
    public PeerLink openReceiving(int rate, Consumer<AudioFrame> consumer, PeerLink.Listener listener) {
        AudioTap tap = new AudioTap(rate, consumer, hearing, metrics.framesReceived, metrics.framesDropped);
        return register(PeerLink.receiving(this, tap, listener));
    }

    /** A connection with a media server that publishes what is queued, and data. Call on the control thread. */
    public SfuLink openPublishing(VoiceQueue voice, List<IceServer> iceServers, SfuLink.Listener listener) {
        return register(new SfuLink(this, iceServers, listener, null, voice));
    }

    /**
     * A connection with a media server that receives. Call on the control thread.
     *
     * @param rate at which {@code consumer} takes frames of 10 ms, on a thread of a small pool shared by all
     */
    public SfuLink openSubscribing(
            int rate, Consumer<AudioFrame> consumer, List<IceServer> iceServers, SfuLink.Listener listener) {
        AudioTap tap = new AudioTap(rate, consumer, hearing, metrics.framesReceived, metrics.framesDropped);
        return register(new SfuLink(this, iceServers, listener, tap, null));
    }

    /** Closes every connection and frees the factories; rooms that are still open hear nothing more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        control.execute(() -> {
            new ArrayList<>(links).forEach(Link::close);
            pacer.close();
        });
        control.shutdown();
        hearing.shutdown();
        notifications.shutdown();
        try {
            if (!control.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
                    || !hearing.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                // Freeing a factory under a running call would abort the process.
                LOG.atWarn().log("media engine did not end in time, its native memory is kept");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        receiving.dispose();
        sending.dispose();
        receivingDevice.dispose();
        sendingDevice.dispose();
    }

    /** Whether {@link #close()} was called: no connection is open any more. */
    public boolean isClosed() {
        return closed;
    }

    MediaConfig config() {
        return config;
    }

    MediaMetrics metrics() {
        return metrics;
    }

    ScheduledThreadPoolExecutor control() {
        return control;
    }

    Pacer pacer() {
        return pacer;
    }

    PeerConnectionFactory factory(boolean sends) {
        return sends ? sending : receiving;
    }

    /** Runs a consequence of what happened on the control thread; nothing when the engine is closed. */
    public void execute(Runnable step) {
        if (closed) {
            return;
        }
        try {
            control.execute(() -> guarded(step));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("media engine was closed meanwhile");
        }
    }

    /**
     * Runs a step on the control thread later; never when the engine is closed first.
     *
     * @return cancels it
     */
    public Runnable schedule(Duration delay, Runnable step) {
        try {
            ScheduledFuture<?> due = control.schedule(() -> guarded(step), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("media engine was closed meanwhile");
            return () -> {};
        }
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("media step failed");
        }
    }

    void forget(Link link) {
        if (links.remove(link)) {
            (link.sends() ? metrics.sending : metrics.receiving).decrementAndGet();
        }
    }

    /** @param more ICE servers that a media server named, besides the configured ones */
    RTCConfiguration connectionConfig(List<IceServer> more) {
        RTCConfiguration result = new RTCConfiguration();
        List<IceServer> all = new ArrayList<>(config.iceServers());
        if (!config.loopbackOnly()) {
            all.addAll(more);
        }
        List<RTCIceServer> servers = new ArrayList<>();
        for (IceServer server : all) {
            RTCIceServer each = new RTCIceServer();
            each.urls = List.of(server.url());
            if (server.username() != null) {
                each.username = server.username();
                each.password = server.credential();
            }
            servers.add(each);
        }
        result.iceServers = servers;
        int flags = config.loopbackOnly() ? PortAllocatorConfig.PORTALLOCATOR_DISABLE_ADAPTER_ENUMERATION : 0;
        result.portAllocatorConfig = new PortAllocatorConfig(config.udpPortMin(), config.udpPortMax(), flags);
        return result;
    }

    private <L extends Link> L register(L link) {
        links.add(link);
        (link.sends() ? metrics.sending : metrics.receiving).incrementAndGet();
        return link;
    }
}
