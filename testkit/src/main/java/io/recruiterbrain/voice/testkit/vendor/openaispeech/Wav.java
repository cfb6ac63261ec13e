package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.vertx.core.buffer.Buffer;

/** Reads and writes WAV files of mono 16-bit PCM. */
final class Wav {
    private static final int HEADER = 44;

    private Wav() {}

    static Buffer file(byte[] samples, int rate) {
        return Buffer.buffer()
                .appendString("RIFF")
                // A file that is streamed does not know its length.
                .appendIntLE(-1)
                .appendString("WAVEfmt ")
                .appendIntLE(16)
                .appendShortLE((short) 1)
                .appendShortLE((short) 1)
                .appendIntLE(rate)
                .appendIntLE(rate * 2)
                .appendShortLE((short) 2)
                .appendShortLE((short) 16)
                .appendString("data")
                .appendIntLE(-1)
                .appendBytes(samples);
    }

    /** The samples of a file at 16 kHz, which is all that our own clients send. */
    static short[] samples(Buffer file) {
        boolean wav = file.length() >= HEADER
                && "RIFF".equals(file.getString(0, 4))
                && "WAVEfmt ".equals(file.getString(8, 16));
        if (!wav) {
            throw SpeechError.invalid(
                    "invalid_value",
                    "file",
                    "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga',"
                            + " 'ogg', 'wav', 'webm']");
        }
        boolean known = file.getShortLE(20) == 1
                && file.getShortLE(22) == 1
                && file.getIntLE(24) == 16_000
                && file.getShortLE(34) == 16
                && "data".equals(file.getString(36, 40));
        int length = known ? file.getIntLE(40) : -1;
        if (length < 0 || length != file.length() - HEADER) {
            throw SpeechError.invalid("invalid_value", "file", "Audio file might be corrupted or unsupported");
        }
        short[] samples = new short[length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = file.getShortLE(HEADER + 2 * i);
        }
        return samples;
    }
}
