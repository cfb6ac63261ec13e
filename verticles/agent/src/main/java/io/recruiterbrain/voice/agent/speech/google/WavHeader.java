package io.recruiterbrain.voice.agent.speech.google;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Where the samples are in a WAV file: Google puts such a header before LINEAR16 of a single answer, which would be
 * heard as a click.
 *
 * @param rate in hertz
 * @param offset of the first sample in bytes
 * @param length of all samples in bytes
 */
record WavHeader(int rate, int offset, int length) {
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;

    /** Absent when the bytes are no WAV file of mono 16-bit PCM. */
    static @Nullable WavHeader of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || in.getInt() != RIFF || in.getInt(8) != WAVE) {
            return null;
        }
        in.position(12);
        int rate = 0;
        while (in.remaining() >= 8) {
            int chunk = in.getInt();
            int length = in.getInt();
            if (chunk == DATA && rate > 0) {
                // A streamed file does not know its length and says 0 or -1.
                int rest = in.remaining();
                return new WavHeader(rate, in.position(), length <= 0 || length > rest ? rest : length);
            }
            if (length < 0 || length > in.remaining()) {
                return null;
            }
            if (chunk == FORMAT && length >= 16) {
                int at = in.position();
                boolean mono16 = in.getShort(at) == 1 && in.getShort(at + 2) == 1 && in.getShort(at + 14) == 16;
                rate = mono16 ? in.getInt(at + 4) : 0;
            }
            in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
        }
        return null;
    }
}
