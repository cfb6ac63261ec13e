package io.recruiterbrain.voice.agent.speech.google;

import com.google.cloud.texttospeech.v1.AudioConfig;
import com.google.cloud.texttospeech.v1.AudioEncoding;
import com.google.cloud.texttospeech.v1.StreamingAudioConfig;
import com.google.cloud.texttospeech.v1.StreamingSynthesisInput;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeConfig;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeRequest;
import com.google.cloud.texttospeech.v1.SynthesisInput;
import com.google.cloud.texttospeech.v1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1.VoiceSelectionParams;

/** The vendor's messages, made from the configuration. A rate of 1 and a pitch of 0 are left unsaid: not every voice takes them. */
final class GoogleTtsRequests {
    private final VoiceSelectionParams voice;
    private final AudioConfig audio;
    private final StreamingSynthesizeRequest streamingConfig;

    GoogleTtsRequests(GoogleTtsConfig config) {
        voice = VoiceSelectionParams.newBuilder()
                .setLanguageCode(config.language())
                .setName(config.voice())
                .build();
        AudioConfig.Builder whole = AudioConfig.newBuilder()
                .setAudioEncoding(AudioEncoding.LINEAR16)
                .setSampleRateHertz(GoogleTextToSpeech.RATE)
                .setPitch(config.pitch());
        // Streams carry the same samples under another name, and without a header.
        StreamingAudioConfig.Builder streamed = StreamingAudioConfig.newBuilder()
                .setAudioEncoding(AudioEncoding.PCM)
                .setSampleRateHertz(GoogleTextToSpeech.RATE);
        if (config.speakingRate() != 1) {
            whole.setSpeakingRate(config.speakingRate());
            streamed.setSpeakingRate(config.speakingRate());
        }
        audio = whole.build();
        streamingConfig = StreamingSynthesizeRequest.newBuilder()
                .setStreamingConfig(
                        StreamingSynthesizeConfig.newBuilder().setVoice(voice).setStreamingAudioConfig(streamed))
                .build();
    }

    SynthesizeSpeechRequest sentence(String text) {
        return SynthesizeSpeechRequest.newBuilder()
                .setInput(SynthesisInput.newBuilder().setText(text))
                .setVoice(voice)
                .setAudioConfig(audio)
                .build();
    }

    /** Always the first message of a stream. */
    StreamingSynthesizeRequest streamingConfig() {
        return streamingConfig;
    }

    StreamingSynthesizeRequest streamingInput(String text) {
        return StreamingSynthesizeRequest.newBuilder()
                .setInput(StreamingSynthesisInput.newBuilder().setText(text))
                .build();
    }
}
