package io.recruiterbrain.voice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message turns into in a log line or an exception's text. */
class MessageTextTest {
    /** Components that hold a person's words, name or data, in whichever record. */
    private static final Set<String> PERSONAL = Set.of(
            "text",
            "texts",
            "name",
            "email",
            "resume",
            "reason",
            "decidedBy",
            "question",
            "query",
            "candidateName",
            "sdp",
            "followUps",
            "signals",
            "strengths",
            "gaps");

    /** A key's label, and the stable word of an end. */
    private static final Set<Class<?>> NOT_PERSONAL = Set.of(ApiKey.class, LiveUpdate.ConversationEnded.class);

    static Set<String> tags() {
        return new TreeSet<>(MessageTypes.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("tags")
    void noPersonalValueOfARecordingIsInItsText(String tag) throws IOException {
        // Given
        List<Record> records = recordsIn(MessageCodec.fromJson(recording(tag)));
        List<String> values = records.stream()
                .flatMap(record -> personalValues(record).stream())
                .toList();

        // When
        List<String> texts = records.stream().map(Record::toString).toList();

        // Then
        assertThat(texts).noneMatch(text -> values.stream().anyMatch(text::contains));
    }

    @Test
    void everyRecordWithPersonalComponentsIsRecordedWithAValue() throws IOException {
        // When
        Set<Class<?>> recorded = new LinkedHashSet<>();
        for (String tag : tags()) {
            recordsIn(MessageCodec.fromJson(recording(tag))).stream()
                    .filter(record -> !personalValues(record).isEmpty())
                    .forEach(record -> recorded.add(record.getClass()));
        }

        // Then
        assertThat(recorded).containsExactlyInAnyOrderElementsOf(typesWithPersonalComponents());
    }

    @Test
    void anEventDoesNotTellWhatItCarries() throws IOException {
        // Given
        String recording = recording("event.interview_event").replace("\"turn_no\" : 3", "\"text\" : \"my answer\"");

        // When
        BusMessage event = MessageCodec.fromJson(recording);

        // Then
        assertThat(((InterviewEvent) event).data()).containsValue("my answer");
        assertThat(event.toString()).doesNotContain("my answer");
    }

    private static Set<Class<?>> typesWithPersonalComponents() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Type> open = new ArrayDeque<>(MessageTypes.all().values());
        while (!open.isEmpty()) {
            Type next = open.remove();
            if (next instanceof ParameterizedType generic) {
                open.addAll(List.of(generic.getActualTypeArguments()));
            } else if (next instanceof Class<?> type && type.isRecord() && found.add(type)) {
                Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .forEach(open::add);
            }
        }
        found.removeAll(NOT_PERSONAL);
        found.removeIf(type -> Stream.of(type.getRecordComponents()).noneMatch(MessageTextTest::isPersonal));
        return found;
    }

    /** A component that is a record itself answers for its own components. */
    private static boolean isPersonal(RecordComponent component) {
        return PERSONAL.contains(component.getName()) && !component.getType().isRecord();
    }

    /** The message and every record inside it. */
    private static List<Record> recordsIn(Object message) {
        List<Record> records = new ArrayList<>();
        Deque<Object> open = new ArrayDeque<>(List.of(message));
        while (!open.isEmpty()) {
            Object next = open.remove();
            if (next instanceof Record record) {
                records.add(record);
                Stream.of(record.getClass().getRecordComponents())
                        .map(component -> valueOf(record, component))
                        .filter(Objects::nonNull)
                        .forEach(open::add);
            } else if (next instanceof Collection<?> many) {
                open.addAll(many);
            } else if (next instanceof Map<?, ?> map) {
                open.addAll(map.values());
            }
        }
        return records;
    }

    private static List<String> personalValues(Record record) {
        if (NOT_PERSONAL.contains(record.getClass())) {
            return List.of();
        }
        return Stream.of(record.getClass().getRecordComponents())
                .filter(MessageTextTest::isPersonal)
                .map(component -> valueOf(record, component))
                .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.ofNullable(value))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static Object valueOf(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recording(String tag) throws IOException {
        try (InputStream in = MessageTextTest.class.getResourceAsStream("/wire/v1/" + tag + ".json")) {
            return new String(Objects.requireNonNull(in, tag).readAllBytes(), UTF_8);
        }
    }
}
