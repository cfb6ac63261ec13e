package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import io.micrometer.core.instrument.Counter;

/**
 * Pushes a {@link VoiceQueue} into a native audio source. The lock makes sure that no frame is pushed after
 * {@link #stop()} has returned: the native source would take the process down.
 */
final class VoiceSender implements Pacer.Source {
    private static final int BITS = 16;
    private static final int CHANNELS = 1;

    private final VoiceQueue queue;
    private final CustomAudioSource source;
    private final Counter sent;
    private final byte[] frame = new byte[2 * VoiceQueue.FRAME_SAMPLES];
    private boolean open = true;

    VoiceSender(VoiceQueue queue, CustomAudioSource source, Counter sent) {
        this.queue = queue;
        this.source = source;
        this.sent = sent;
    }

    @Override
    public synchronized void tick() {
        if (open) {
            queue.take(frame);
            source.pushAudio(frame, BITS, VoiceQueue.RATE, CHANNELS, VoiceQueue.FRAME_SAMPLES);
            sent.increment();
        }
    }

    /** Ends pushing for good. */
    synchronized void stop() {
        open = false;
    }
}
