package io.recruiterbrain.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.MessageTypes;
import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a message turns into in a log line or an exception's text. */
class MessageTextTest {
    /** Components that hold a person's words, name or data, in whichever record. */
    private static final Set<String> PERSONAL = Set.of(
            "text",
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

    static Stream<Class<?>> recordsWithPersonalComponents() {
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
        return found.stream()
                .filter(type -> !NOT_PERSONAL.contains(type))
                .filter(type -> Stream.of(type.getRecordComponents())
                        .anyMatch(component -> PERSONAL.contains(component.getName())));
    }

    @ParameterizedTest
    @MethodSource("recordsWithPersonalComponents")
    void aRecordWithPersonalDataWritesItsOwnShortText(Class<?> type) throws NoSuchMethodException {
        // When
        boolean own = !Modifier.isFinal(type.getDeclaredMethod("toString").getModifiers());

        // Then: the text that the compiler makes is final, one of ours is not
        assertThat(own).as("%s.toString()", type.getSimpleName()).isTrue();
    }
}
