package io.recruiterbrain.voice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.agent.SessionCommand.ReportPresence;
import io.recruiterbrain.voice.contract.evaluation.Evaluation;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.join.QueuePlace;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every message against its recording in {@code wire/v1}. A recording is what members of released versions send: it may
 * gain components, and never change otherwise.
 */
class WireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Set<String> tags() {
        return new TreeSet<>(MessageTypes.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aRecordingIsReadAndWrittenAsItIs(String tag) throws IOException {
        // Given
        String recording = recording(tag);

        // When
        BusMessage message = MessageCodec.fromJson(recording);

        // Then
        assertThat(message).isInstanceOf(MessageTypes.typeOf(tag));
        assertThat(JSON.readTree(MessageCodec.toJson(message))).isEqualTo(JSON.readTree(recording));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aRecordingHasEveryComponent(String tag) throws IOException {
        // When
        JsonNode body = JSON.readTree(recording(tag)).path("body");

        // Then
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(MessageTypes.typeOf(tag).getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aMessageIsTheSameBehindTheWire(String tag) throws IOException {
        // Given
        MessageCodec codec = new MessageCodec();
        BusMessage sent = MessageCodec.fromJson(recording(tag));
        Buffer wire = Buffer.buffer("before");

        // When
        codec.encodeToWire(wire, sent);
        BusMessage received = codec.decodeFromWire("before".length(), wire);

        // Then
        assertThat(received).isEqualTo(sent).isNotSameAs(sent);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void aComponentOfALaterVersionIsIgnored(String tag) throws IOException {
        // Given
        ObjectNode later = (ObjectNode) JSON.readTree(recording(tag));
        addEverywhere(later.path("body"));

        // When
        BusMessage message = MessageCodec.fromJson(later.toString());

        // Then
        assertThat(message).isEqualTo(MessageCodec.fromJson(recording(tag)));
    }

    @Test
    void anEvaluationStoredBeforeUsageWasCountedIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("evaluation.evaluation"));
        ((ObjectNode) earlier.path("body").path("source")).remove("usage");

        // When
        Evaluation evaluation = (Evaluation) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(evaluation.source().usage()).isNull();
    }

    @Test
    void aTurnOfTheVersionBeforeItHadMessageIdsIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("turn.save_turn"));
        ((ObjectNode) earlier.path("body").path("turn")).remove("messageIds");

        // When
        SaveTurn save = (SaveTurn) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(save.turn().messageIds()).isEmpty();
    }

    @Test
    void aPlaceInTheQueueOfTheVersionBeforeItCountedRoomsIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("join.queue_place"));
        ((ObjectNode) earlier.path("body")).remove("held");

        // When
        QueuePlace place = (QueuePlace) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(place).isEqualTo(new QueuePlace(3, 17));
    }

    @Test
    void aPresenceOfTheVersionBeforeItSaidByWhomIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("agent.report_presence"));
        ((ObjectNode) earlier.path("body")).remove("via");

        // When
        ReportPresence report = (ReportPresence) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(report.via()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caption",
                "agent_state_changed",
                "progress",
                "candidate_away",
                "candidate_back",
                "conversation_ended"
            })
    void aLiveUpdateOfTheVersionBeforeItHadAFenceIsRead(String update) throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("agent." + update));
        ((ObjectNode) earlier.path("body")).remove("fence");

        // When
        BusMessage message = MessageCodec.fromJson(earlier.toString());

        // Then: none, and not 0, which would be older than any other
        assertThat(message).isInstanceOf(LiveUpdate.class).hasFieldOrPropertyWithValue("fence", null);
        assertThat(JSON.readTree(MessageCodec.toJson(message))).isEqualTo(earlier);
    }

    @Test
    void aMoveOfTheVersionBeforeItNamedTheOwnerIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("agent.agent_moved"));
        ((ObjectNode) earlier.path("body")).remove("owner");

        // When
        LiveUpdate.AgentMoved moved = (LiveUpdate.AgentMoved) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(moved.owner()).isNull();
        assertThat(moved.fence()).isEqualTo(3);
    }

    @Test
    void anEventOfTheVersionBeforeItWasACloudEventIsRead() throws IOException {
        // Given
        ObjectNode earlier = (ObjectNode) JSON.readTree(recording("event.interview_event"));
        ((ObjectNode) earlier.path("body")).remove(List.of("specversion", "source", "dataversion"));

        // When
        InterviewEvent event = (InterviewEvent) MessageCodec.fromJson(earlier.toString());

        // Then
        assertThat(event).isEqualTo(MessageCodec.fromJson(recording("event.interview_event")));
    }

    @Test
    void aMessageIsReadFromItsPlainJson() throws IOException {
        // Given
        BusMessage message = MessageCodec.fromJson(recording("extension.choose_plan"));

        // When
        String json = MessageCodec.toPlainJson(message);

        // Then
        assertThat(JSON.readTree(json))
                .isEqualTo(JSON.readTree(recording("extension.choose_plan")).path("body"));
        assertThat(MessageCodec.fromPlainJson(json, ChoosePlan.class)).isEqualTo(message);
        assertThatThrownBy(() -> MessageCodec.fromPlainJson("null", ChoosePlan.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageCodec.fromPlainJson("[\"my secret\"", ChoosePlan.class))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void aCostIsTheSameWithZerosAtItsEnd() {
        // When
        Evaluation.Usage usage = new Evaluation.Usage(1, 2, 3, new BigDecimal("20.500000"));

        // Then
        assertThat(usage).isEqualTo(new Evaluation.Usage(1, 2, 3, new BigDecimal("20.5")));
        assertThat(new Evaluation.Usage(1, 2, 3, new BigDecimal("100.00")).cost())
                .hasToString("100");
    }

    @Test
    void aMessageOfALaterVersionIsRefusedByItsTag() {
        assertThatThrownBy(() -> MessageCodec.fromJson("{\"type\":\"interview.dance\",\"body\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interview.dance");
    }

    @Test
    void whatCannotBeReadIsNotQuoted() {
        assertThatThrownBy(() -> MessageCodec.fromJson("{\"type\":\"turn.save_turn\",\"body\":\"my secret answer\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    /** Objects that are maps of free keys keep what they are given, so those stay as they are. */
    private static void addEverywhere(JsonNode node) {
        if (node instanceof ObjectNode object && !isFreeMap(object)) {
            object.put("addedLater", 1);
        }
        node.forEach(WireTest::addEverywhere);
    }

    private static boolean isFreeMap(ObjectNode object) {
        Set<String> free = Set.of("turn_no", "e2e_latency", "rooms");
        return object.size() == 1 && free.contains(object.fieldNames().next());
    }

    private static String recording(String tag) throws IOException {
        try (InputStream in = WireTest.class.getResourceAsStream("/wire/v1/" + tag + ".json")) {
            return new String(
                    Objects.requireNonNull(in, () -> "no recording of " + tag + " in wire/v1")
                            .readAllBytes(),
                    UTF_8);
        }
    }
}
