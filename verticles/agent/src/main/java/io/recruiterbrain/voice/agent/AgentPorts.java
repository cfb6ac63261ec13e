package io.recruiterbrain.voice.agent;

import io.recruiterbrain.voice.agent.model.LanguageModel;
import io.recruiterbrain.voice.agent.resilience.FaultListener;
import io.recruiterbrain.voice.agent.resilience.Reporting;
import io.recruiterbrain.voice.agent.room.RoomProvider;
import io.recruiterbrain.voice.agent.speech.SpeechToText;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import io.recruiterbrain.voice.agent.speech.VoiceActivity;

/** The outside systems that all interviews of a node share. Whoever made them closes them, after the verticles. */
public record AgentPorts(
        RoomProvider rooms,
        SpeechToText speechToText,
        TextToSpeech textToSpeech,
        VoiceActivity voiceActivity,
        LanguageModel languageModel) {
    /** The same systems, whose faults one interview is told of. */
    AgentPorts reportingTo(FaultListener listener) {
        return new AgentPorts(
                rooms,
                Reporting.of(speechToText, listener),
                Reporting.of(textToSpeech, listener),
                voiceActivity,
                Reporting.of(languageModel, listener));
    }
}
