package io.recruiterbrain.voice.agent.resilience;

import io.recruiterbrain.voice.agent.speech.SpeechToText;

/** The recognisers of a chain. Audio is kept until its words are there, so that the next recogniser can hear it again. */
public final class ChainedSpeechToText implements SpeechToText, Reporting<SpeechToText> {
    private final Chain<SpeechToText> chain;

    public ChainedSpeechToText(Chain<SpeechToText> chain) {
        this.chain = chain;
    }

    @Override
    public SpeechToText reportingTo(FaultListener listener) {
        return new ChainedSpeechToText(chain.reportingTo(listener));
    }

    @Override
    public Session open(Options options, Listener listener) {
        return new ChainedSession(chain, options, listener);
    }

    @Override
    public void close() {
        chain.links().forEach(link -> link.port().close());
    }
}
