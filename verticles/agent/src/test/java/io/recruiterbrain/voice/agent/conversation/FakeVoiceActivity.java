package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sound is what is not zero. */
final class FakeVoiceActivity implements VoiceActivity {
    @Override
    public Detector newDetector(Options options) {
        return new Detector() {
            private Duration position = Duration.ZERO;
            private Duration soundEnd = Duration.ZERO;
            private boolean speaking;

            @Override
            public @Nullable VoiceEvent accept(AudioFrame frame) {
                Duration before = position;
                position = position.plus(frame.duration());
                if (frame.samples()[0] != 0) {
                    soundEnd = position;
                    if (!speaking) {
                        speaking = true;
                        return new VoiceEvent.SpeechStarted(before);
                    }
                } else if (speaking && position.minus(soundEnd).compareTo(options.minSilence()) >= 0) {
                    speaking = false;
                    return new VoiceEvent.SpeechEnded(soundEnd);
                }
                return null;
            }

            @Override
            public Duration pause() {
                return speaking ? position.minus(soundEnd) : Duration.ZERO;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
