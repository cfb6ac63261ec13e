package io.recruiterbrain.voice.launcher.e2e;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxSpeechToText;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hears what a browser taped. */
final class Ear implements AutoCloseable {
    private static final int TAPE_RATE = 48_000;
    private static final int DECIMATION = TAPE_RATE / AudioFrame.SPEECH_RATE;

    private final SpeechToText recogniser = new SphinxSpeechToText(SphinxConfig.defaults(), new SimpleMeterRegistry());

    String transcribe(short[] tape) {
        short[] pcm = new short[tape.length / DECIMATION];
        for (int i = 0; i < pcm.length; i++) {
            int sum = 0;
            for (int j = 0; j < DECIMATION; j++) {
                sum += tape[i * DECIMATION + j];
            }
            pcm[i] = (short) (sum / DECIMATION);
        }
        StringBuilder words = new StringBuilder();
        // Stretches between pauses, as voice activity would cut them.
        int from = 0;
        int quiet = 0;
        int frame = AudioFrame.SPEECH_RATE / 100;
        for (int at = 0; at + frame <= pcm.length; at += frame) {
            quiet = level(pcm, at, frame) < 200 ? quiet + 1 : 0;
            if (quiet == 30 || at + 2 * frame > pcm.length) {
                words.append(hear(Arrays.copyOfRange(pcm, from, at + frame))).append(' ');
                from = at;
            }
        }
        return words.toString();
    }

    private static double level(short[] pcm, int at, int length) {
        double energy = 0;
        for (int i = at; i < at + length; i++) {
            energy += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(energy / length);
    }

    private String hear(short[] pcm) {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (SpeechToText.Session session =
                recogniser.open(new SpeechToText.Options("en-US", List.of()), new SpeechToText.Listener() {
                    @Override
                    public void onInterim(String text) {}

                    @Override
                    public void onFinal(SpeechToText.Transcription transcription) {
                        heard.complete(transcription.text());
                    }

                    @Override
                    public void onFailure(ServiceException fault) {
                        heard.completeExceptionally(fault);
                    }
                })) {
            session.write(new AudioFrame(pcm, AudioFrame.SPEECH_RATE));
            session.finish();
            return heard.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the tape could not be heard", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        recogniser.close();
    }
}
