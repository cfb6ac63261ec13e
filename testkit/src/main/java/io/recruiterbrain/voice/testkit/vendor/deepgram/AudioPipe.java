package io.recruiterbrain.voice.testkit.vendor.deepgram;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Audio on its way from a socket, which must not wait, to a decoder, which does: little-endian 16-bit PCM. */
final class AudioPipe extends InputStream {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int at;
    private boolean ended;

    synchronized void write(short[] samples) {
        if (ended || samples.length == 0) {
            return;
        }
        byte[] bytes = new byte[samples.length * 2];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        waiting.add(bytes);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized void abandon() {
        waiting.clear();
        end();
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        while (waiting.isEmpty() && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        byte[] next = waiting.peek();
        if (next == null) {
            return -1;
        }
        int taken = Math.min(length, next.length - at);
        System.arraycopy(next, at, target, offset, taken);
        at += taken;
        if (at == next.length) {
            waiting.remove();
            at = 0;
        }
        return taken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
