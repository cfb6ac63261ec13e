package io.recruiterbrain.voice.agent.speech.openai;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A stretch of speech as a WAV file of 16 kHz mono 16-bit PCM. It never reaches a disk. Not thread-safe. */
final class WavFile {
    private static final int HEADER = 44;

    private short[] samples = new short[AudioFrame.SPEECH_RATE * 4];
    private int length;

    void add(short[] more) {
        if (length + more.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, length + more.length));
        }
        System.arraycopy(more, 0, samples, length, more.length);
        length += more.length;
    }

    /** Samples added so far. */
    int length() {
        return length;
    }

    byte[] bytes() {
        int data = length * 2;
        ByteBuffer file = ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(HEADER - 8 + data);
        file.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
        file.putShort((short) 1).putShort((short) 1);
        file.putInt(AudioFrame.SPEECH_RATE).putInt(AudioFrame.SPEECH_RATE * 2);
        file.putShort((short) 2).putShort((short) 16);
        file.put(new byte[] {'d', 'a', 't', 'a'}).putInt(data);
        for (int i = 0; i < length; i++) {
            file.putShort(samples[i]);
        }
        return file.array();
    }
}
