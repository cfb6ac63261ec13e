package io.recruiterbrain.voice.agent.room.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import org.junit.jupiter.api.Test;

/** Captions out, chat in, and the numbering of what is sent. */
class TextStreamsTest {
    private static final Captions.Line AGENT = new Captions.Line("ada", Speaker.AGENT, "TR_1");

    private final List<DataPacket> sent = new ArrayList<>();
    private final Captions captions = new Captions(Clock.systemUTC(), packet -> sent.add(packet.build()));
    private final List<String> typed = new ArrayList<>();
    private final ChatInbox chat = new ChatInbox(typed::add);

    @Test
    void growingWordsAreSentAsWhatWasAdded() {
        // When
        captions.write(AGENT, "s1", "One", false);
        captions.write(AGENT, "s1", "One two", true);

        // Then
        assertThat(sent)
                .extracting(DataPacket::getValueCase)
                .containsExactly(
                        DataPacket.ValueCase.STREAM_HEADER,
                        DataPacket.ValueCase.STREAM_CHUNK,
                        DataPacket.ValueCase.STREAM_CHUNK,
                        DataPacket.ValueCase.STREAM_TRAILER);
        assertThat(sent.get(2).getStreamChunk().getContent().toStringUtf8()).isEqualTo(" two");
        assertThat(sent.get(3).getStreamTrailer().getAttributesMap()).containsEntry(Captions.FINAL, "true");
        assertThat(sent)
                .allSatisfy(packet ->
                        assertThat(packet.getDestinationIdentitiesList()).containsExactly("ada"));
    }

    @Test
    void wordsThatTurnOutOtherwiseAreWrittenAnewUnderTheSameSegment() {
        // Given
        captions.write(AGENT, "s1", "One two three", false);
        sent.clear();

        // When
        captions.write(AGENT, "s1", "One two", true);

        // Then
        assertThat(sent.get(0).hasStreamTrailer()).isTrue();
        assertThat(sent.get(1).getStreamHeader().getAttributesMap()).containsEntry(Captions.SEGMENT, "s1");
        assertThat(sent.get(2).getStreamChunk().getContent().toStringUtf8()).isEqualTo("One two");
    }

    @Test
    void whoComesInTheMiddleGetsTheWholeSegment() {
        // Given
        captions.write(AGENT, "s1", "One", false);
        sent.clear();

        // When
        captions.beginAnew();
        captions.write(AGENT, "s1", "One two", false);

        // Then
        assertThat(sent.get(0).hasStreamHeader()).isTrue();
        assertThat(sent.get(1).getStreamChunk().getContent().toStringUtf8()).isEqualTo("One two");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        // When
        captions.write(new Captions.Line("ada", Speaker.CANDIDATE, ""), "s1", "€".repeat(11_000), true);

        // Then
        List<DataStream.Chunk> chunks = sent.stream()
                .filter(DataPacket::hasStreamChunk)
                .map(DataPacket::getStreamChunk)
                .toList();
        assertThat(chunks).hasSize(3);
        assertThat(chunks)
                .allSatisfy(
                        chunk -> assertThat(chunk.getContent().isValidUtf8()).isTrue());
        assertThat(sent)
                .allSatisfy(
                        packet -> assertThat(packet.getParticipantIdentity()).isEqualTo("ada"));
    }

    @Test
    void aMessageInPiecesIsPutTogether() {
        // When
        chat.take(header("m1", ChatInbox.TOPIC));
        chat.take(chunk("m1", "Hel"));
        chat.take(chunk("m1", "lo "));
        chat.take(trailer("m1", ""));

        // Then
        assertThat(typed).containsExactly("Hello");
    }

    @Test
    void otherTopicsBrokenStreamsAndMessagesWithoutAHeaderArePassedOver() {
        // When
        chat.take(header("m1", "something.else"));
        chat.take(chunk("m1", "no"));
        chat.take(trailer("m1", ""));
        chat.take(header("m2", ChatInbox.TOPIC));
        chat.take(chunk("m2", "no"));
        chat.take(trailer("m2", "interrupted"));
        chat.take(chunk("m3", "no"));
        chat.take(trailer("m3", ""));

        // Then
        assertThat(typed).isEmpty();
    }

    @Test
    void anEndlessMessageIsPassedOverAndTheNextOneRead() {
        // Given
        chat.take(header("m1", ChatInbox.TOPIC));
        for (int i = 0; i < 30; i++) {
            chat.take(chunk("m1", "x".repeat(1_000)));
        }
        chat.take(trailer("m1", ""));

        // When
        chat.take(header("m2", ChatInbox.TOPIC));
        chat.take(chunk("m2", "fine"));
        chat.take(trailer("m2", ""));

        // Then
        assertThat(typed).containsExactly("fine");
    }

    @Test
    void whatTheServerHasNotSeenIsRepeatedInOrder() throws Exception {
        // Given
        List<Integer> numbers = new ArrayList<>();
        ReliableOutbox outbox = new ReliableOutbox(packet -> numbers.add(sequence(packet)));
        for (int i = 0; i < 4; i++) {
            outbox.send(DataPacket.newBuilder());
        }
        numbers.clear();

        // When
        outbox.repeatAfter(2);

        // Then
        assertThat(numbers).containsExactly(3, 4);
    }

    private static int sequence(byte[] packet) {
        try {
            return DataPacket.parseFrom(packet).getSequence();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static DataPacket header(String id, String topic) {
        return DataPacket.newBuilder()
                .setStreamHeader(DataStream.Header.newBuilder()
                        .setStreamId(id)
                        .setTopic(topic)
                        .setTextHeader(DataStream.TextHeader.newBuilder()))
                .build();
    }

    private static DataPacket chunk(String id, String text) {
        return DataPacket.newBuilder()
                .setStreamChunk(DataStream.Chunk.newBuilder().setStreamId(id).setContent(ByteString.copyFromUtf8(text)))
                .build();
    }

    private static DataPacket trailer(String id, String reason) {
        return DataPacket.newBuilder()
                .setStreamTrailer(
                        DataStream.Trailer.newBuilder().setStreamId(id).setReason(reason))
                .build();
    }
}
