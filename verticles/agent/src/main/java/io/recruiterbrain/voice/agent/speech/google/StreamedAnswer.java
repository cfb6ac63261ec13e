package io.recruiterbrain.voice.agent.speech.google;

import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.cloud.texttospeech.v1.StreamingSynthesizeResponse;
import io.recruiterbrain.voice.agent.speech.pcm.PcmFramer;
import io.recruiterbrain.voice.agent.speech.pcm.SpokenSentence;
import org.jspecify.annotations.Nullable;

/** One sentence's stream of audio; called by one of the vendor's threads at a time. */
final class StreamedAnswer implements ResponseObserver<StreamingSynthesizeResponse> {
    private final PcmFramer framer;
    private final GoogleTtsFaults faults;
    private final SpokenSentence speech;
    private final Runnable whole;
    private volatile @Nullable StreamController controller;

    /**
     * @param whole run after the last piece
     */
    StreamedAnswer(PcmFramer framer, GoogleTtsFaults faults, SpokenSentence speech, Runnable whole) {
        this.framer = framer;
        this.faults = faults;
        this.speech = speech;
        this.whole = whole;
    }

    void cancel() {
        StreamController running = controller;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void onStart(StreamController started) {
        controller = started;
    }

    @Override
    public void onResponse(StreamingSynthesizeResponse answer) {
        byte[] piece = answer.getAudioContent().toByteArray();
        framer.accept(piece, 0, piece.length);
    }

    @Override
    public void onError(Throwable fault) {
        speech.fail(faults.of(fault));
    }

    @Override
    public void onComplete() {
        if (framer.bytes() == 0) {
            speech.fail(faults.noAudio());
        } else {
            whole.run();
        }
    }
}
