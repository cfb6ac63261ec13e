package io.recruiterbrain.voice.agent.speech.webrtcvad;

import io.recruiterbrain.voice.agent.speech.SpeechRuns;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.Options;
import io.recruiterbrain.voice.agent.speech.VoiceActivity.VoiceEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a probability and a level for each 10 ms where speech begins and ends. Counts in audio time only; not
 * thread-safe.
 */
final class SpeechGate {
    static final Duration FRAME = Duration.ofMillis(10);

    /** A voiced frame must be this much above the noise, in dB: distant talk and hum that sounds voiced are not. */
    private static final double VOICE_ABOVE_NOISE = 3;
    /** Hissing and soft sounds within speech are not voiced, but this much above the noise. */
    private static final double SOUND_ABOVE_NOISE = 8;
    /** How long speech may go on without a voiced frame. */
    private static final int UNVOICED_FRAMES = 20;
    /** The detector speaks of audio that is this old. */
    private static final int LATENCY_FRAMES = 2;

    private final Options options;
    private final SpeechRuns runs;
    private final NoiseFloor noise = new NoiseFloor();
    private int sinceVoiced = UNVOICED_FRAMES;

    SpeechGate(Options options) {
        this.options = options;
        this.runs = new SpeechRuns(options, FRAME, LATENCY_FRAMES);
    }

    Duration pause() {
        return runs.pause();
    }

    /**
     * Takes the next 10 ms.
     *
     * @param probability that it is speech, 0 to 1
     * @param level in dBFS
     */
    @Nullable
    VoiceEvent accept(double probability, double level) {
        boolean inSpeech = runs.inSpeech();
        double aboveNoise = level - noise.level();
        boolean voiced = probability >= (inSpeech ? options.deactivation() : options.activation())
                && aboveNoise >= VOICE_ABOVE_NOISE;
        sinceVoiced = voiced ? 0 : sinceVoiced + 1;
        boolean speech = voiced || (inSpeech && sinceVoiced <= UNVOICED_FRAMES && aboveNoise >= SOUND_ABOVE_NOISE);
        noise.learn(level, speech || inSpeech);
        return runs.accept(speech);
    }
}
