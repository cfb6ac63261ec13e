package io.recruiterbrain.voice.benchmarks.figures.production;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of Opus packets of 20 ms, each after its length in two bytes: the candidates send it as it is. */
final class OpusPackets {
    private static final int SAMPLES = AudioFrame.SPEECH_RATE / 50;
    private static final int BITS_PER_SECOND = 32_000;
    private static final int LONGEST = 1_275;

    private OpusPackets() {}

    /** @param samples mono, at the speech rate */
    static void write(Path file, short[] samples) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            OpusEncoder encoder = new OpusEncoder(AudioFrame.SPEECH_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
            encoder.setBitrate(BITS_PER_SECOND);
            byte[] packet = new byte[LONGEST];
            for (int at = 0; at < samples.length; at += SAMPLES) {
                int length =
                        encoder.encode(Arrays.copyOfRange(samples, at, at + SAMPLES), 0, SAMPLES, packet, 0, LONGEST);
                out.writeShort(length);
                out.write(packet, 0, length);
            }
        } catch (OpusException e) {
            throw new IOException(e);
        }
    }
}
