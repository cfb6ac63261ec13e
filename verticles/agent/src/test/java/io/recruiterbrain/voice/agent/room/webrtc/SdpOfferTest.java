package io.recruiterbrain.voice.agent.room.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand.MediaDirection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpOfferTest {
    private static final String MICROPHONE = String.join(
            "\r\n",
            "v=0",
            "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=group:BUNDLE 0 1",
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            "a=candidate:1 1 udp 2113937151 5bd5a7b6-1b53-4c5c-a3d1-4e6b1bd9e1b6.local 50000 typ host",
            "a=candidate:2 1 udp 2113937151 192.0.2.7 50000 typ host",
            "a=candidate:3 1 udp 2113937151 fd00::2 50000 typ host",
            "a=candidate:4 1 udp 2113937151 internal.example.org 50000 typ host",
            "a=ice-ufrag:EsAw",
            "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1",
            "a=fingerprint:sha-256 D2:FA:0E:C3:22:59:5E:14:95:69:92:3D:13:B4:84:24:2C:C2:A2:C0:3E:FD:34:8E:5E:EA:6F:AF:52:CE:E6:0F",
            "a=setup:actpass",
            "a=mid:0",
            "a=sctp-port:5000",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 0",
            "a=mid:1",
            "a=sendonly",
            "a=rtcp-mux",
            "a=rtpmap:111 opus/48000/2",
            "a=fmtp:111 minptime=10;useinbandfec=1",
            "a=rtpmap:0 PCMU/8000",
            "");

    @Test
    void aBrowsersOfferIsTaken() {
        // When
        SdpOffer offer = SdpOffer.parse(MediaDirection.MICROPHONE, MICROPHONE);

        // Then
        assertThat(offer.iceUfrag()).isEqualTo("EsAw");
        assertThat(offer.sdp())
                .contains("a=fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=80000\r\n")
                .endsWith("\r\n");
    }

    @Test
    void namesInsteadOfAddressesAreLeftOut() {
        // When
        SdpOffer offer = SdpOffer.parse(MediaDirection.MICROPHONE, MICROPHONE);

        // Then
        assertThat(offer.sdp()).contains("192.0.2.7", "fd00::2").doesNotContain(".local", "internal.example.org");
    }

    @Test
    void bareLineFeedsAreTakenToo() {
        // When
        SdpOffer offer = SdpOffer.parse(MediaDirection.MICROPHONE, MICROPHONE.replace("\r\n", "\n"));

        // Then
        assertThat(offer.sdp()).startsWith("v=0\r\no=");
    }

    @Test
    void audioThatFlowsTheWrongWayIsRefused() {
        assertInvalid(MediaDirection.VOICE, MICROPHONE, "recvonly");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE.replace("sendonly", "recvonly"), "sendonly");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE.replace("sendonly", "inactive"), "sendonly");
    }

    @Test
    void anythingButOneAudioSectionIsRefused() {
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE.replace("m=audio", "m=video"), "audio");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:2\r\n", "audio");
        assertInvalid(
                MediaDirection.MICROPHONE, MICROPHONE + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:2\r\n", "audio");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE + "m=application 9 UDP/DTLS/SCTP x\r\n", "data section");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:", "a=setup:", "a=rtcp-mux", "a=rtpmap:111", "v=0"})
    void whatIsNeededAndMissingIsNamed(String line) {
        // Given
        String without = MICROPHONE.replaceAll(line + "[^\r]*\r\n", "");

        // Then
        assertInvalid(MediaDirection.MICROPHONE, without, line.contains("rtpmap") ? "opus" : line.replace(":", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "hello",
                "{\"type\":\"offer\"}",
                "v=0",
                "v=0\r\n\r\n",
                "v=0\r\ns=\u0000\r\n",
                "v=0\r\ns=\u00e4\r\n",
                "<html></html>"
            })
    void whatIsNoSessionDescriptionIsRefused(String text) {
        assertInvalid(MediaDirection.VOICE, text, "not acceptable");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE + "a=x\r\n".repeat(20_000), "longer");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE + "a=x\r\n".repeat(3_000), "lines");
        assertInvalid(
                MediaDirection.MICROPHONE,
                MICROPHONE + "a=candidate:2 1 udp 1 192.0.2.7 50000 typ host\r\n".repeat(200),
                "candidates");
        assertInvalid(MediaDirection.MICROPHONE, MICROPHONE + "a=" + "x".repeat(5000) + "\r\n", "line");
    }

    @Test
    void aFaultDoesNotQuoteTheOffer() {
        assertThatThrownBy(() -> SdpOffer.parse(MediaDirection.VOICE, "v=0\r\nsecret"))
                .message()
                .doesNotContain("secret");
    }

    private static void assertInvalid(MediaDirection direction, String text, String why) {
        assertThatThrownBy(() -> SdpOffer.parse(direction, text))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SDP))
                .hasMessageContaining(why);
    }
}
