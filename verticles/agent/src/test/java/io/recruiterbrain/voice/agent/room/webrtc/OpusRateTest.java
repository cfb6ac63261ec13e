package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpusRateTest {
    private static final String ANSWER = String.join(
            "\r\n",
            "v=0",
            "m=audio 7882 UDP/TLS/RTP/SAVPF 111 63 0",
            "a=rtpmap:111 opus/48000/2",
            "a=rtcp-fb:111 transport-cc",
            "a=fmtp:111 minptime=10;useinbandfec=1",
            "a=rtpmap:63 red/48000/2",
            "a=fmtp:63 111/111",
            "a=recvonly",
            "");

    @Test
    void opusIsAskedForAtAHigherRateAndNothingElseChanges() {
        assertThat(OpusRate.raised(ANSWER))
                .isEqualTo(ANSWER.replace("useinbandfec=1", "useinbandfec=1;maxaveragebitrate=80000"));
    }

    @Test
    void aRateThatTheFarEndAskedForIsKept() {
        String asked = ANSWER.replace("useinbandfec=1", "useinbandfec=1;maxaveragebitrate=32000");

        assertThat(OpusRate.raised(asked)).isEqualTo(asked);
    }

    @Test
    void aDescriptionWithoutAudioIsLeftAlone() {
        assertThat(OpusRate.raised("v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"))
                .doesNotContain("maxaveragebitrate");
    }
}
