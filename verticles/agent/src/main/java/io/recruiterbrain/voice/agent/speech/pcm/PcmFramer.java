package io.recruiterbrain.voice.agent.speech.pcm;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a vendor's stream of little-endian 16-bit mono samples into frames of 20 ms, without the silence that voices put
 * before and after a sentence: before it, silence is a delay that the candidate waits through. Pieces may be of any
 * size, odd numbers of bytes included. Used by one thread at a time, for one sentence.
 */
public final class PcmFramer {
    /** Samples below this, about -50 dBFS, are silence. */
    private static final int SILENCE = 100;

    private static final int KEPT_BEFORE_MILLIS = 20;
    private static final int KEPT_AFTER_MILLIS = 60;
    /** A silence so long belongs to the sentence and is not held back any further. */
    private static final int HELD_MILLIS = 1_500;

    private final int rate;
    private final int frameSize;
    private final int keptBefore;
    private final Consumer<AudioFrame> frames;
    /** Silence that is played only if speech follows. */
    private final short[] held;

    private int heldLength;
    private boolean started;
    private short[] frame;
    private int filled;
    private int lowByte = -1;
    private long bytes;

    /**
     * @param rate in hertz
     */
    public PcmFramer(int rate, Consumer<AudioFrame> frames) {
        this.rate = rate;
        this.frames = frames;
        frameSize = rate / 50;
        keptBefore = rate * KEPT_BEFORE_MILLIS / 1000;
        held = new short[rate * HELD_MILLIS / 1000];
        frame = new short[frameSize];
    }

    public void accept(byte[] piece, int offset, int length) {
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            if (lowByte < 0) {
                lowByte = piece[i] & 0xFF;
            } else {
                accept((short) (piece[i] << 8 | lowByte));
                lowByte = -1;
            }
        }
    }

    private void accept(short sample) {
        if (Math.abs(sample) < SILENCE) {
            hold(sample);
            return;
        }
        int from = started ? 0 : Math.max(0, heldLength - keptBefore);
        started = true;
        release(from, heldLength);
        emit(sample);
    }

    private void hold(short sample) {
        if (heldLength == held.length) {
            if (started) {
                release(0, heldLength);
            } else {
                System.arraycopy(held, heldLength - keptBefore, held, 0, keptBefore);
                heldLength = keptBefore;
            }
        }
        held[heldLength++] = sample;
    }

    private void release(int from, int to) {
        for (int i = from; i < to; i++) {
            emit(held[i]);
        }
        heldLength = 0;
    }

    /** Ends the sentence with a short silence and hands over what is left, filled up to whole pieces of 10 ms. */
    public void end() {
        if (started) {
            release(0, Math.min(heldLength, rate * KEPT_AFTER_MILLIS / 1000));
        }
        if (filled > 0) {
            int piece = frameSize / 2;
            int whole = Math.ceilDiv(filled, piece) * piece;
            frames.accept(new AudioFrame(Arrays.copyOf(frame, whole), rate));
            filled = 0;
        }
    }

    /** Bytes taken so far. */
    public long bytes() {
        return bytes;
    }

    private void emit(short sample) {
        frame[filled++] = sample;
        if (filled == frameSize) {
            AudioFrame full = new AudioFrame(frame, rate);
            frame = new short[frameSize];
            filled = 0;
            frames.accept(full);
        }
    }
}
