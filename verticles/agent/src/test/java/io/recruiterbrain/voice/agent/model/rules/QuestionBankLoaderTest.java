package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuestionBankLoaderTest {
    private static final String GENERAL = """
            role: general
            title: General
            aliases: []
            skills: []
            questions:
              - id: general-01
                competence: planning
                kind: technical
                minutes: 2
                skills: []
                text: "How do you plan?"
                followUps: ["Why so?", "And then?"]
                rubric: ["One.", "Two.", "Three.", "Four.", "Five."]
                signals: [goal, step, date, risk]
            """;

    @Test
    void aValidBankIsReadWithItsVersionAndFingerprint() {
        // When
        QuestionBank bank = load(Map.of("index.yaml", "version: v1\nroles: [general]", "general.yaml", GENERAL));

        // Then
        assertThat(bank.version()).isEqualTo("v1");
        assertThat(bank.sha256()).hasSize(64);
        assertThat(bank.general().questions()).hasSize(1);
    }

    @Test
    void anotherWordInARubricIsAnotherFingerprint() {
        Map<String, String> one = Map.of("index.yaml", "version: v1\nroles: [general]", "general.yaml", GENERAL);
        Map<String, String> two = Map.of(
                "index.yaml", "version: v1\nroles: [general]", "general.yaml", GENERAL.replace("Three.", "Thrice."));
        assertThat(load(one).sha256()).isNotEqualTo(load(two).sha256());
    }

    @Test
    void allProblemsOfAllFilesAreToldAtOnce() {
        // Given
        String cook = GENERAL.replace("role: general", "role: cook")
                .replace("kind: technical", "kind: tasty")
                .replace("minutes: 2", "minutes: 9")
                .replace("\"Four.\", ", "")
                .replace("    text:", "    flavour: sweet\n    text:");
        Map<String, String> files = Map.of(
                "index.yaml",
                "version: v1\nroles: [general, cook, baker, broken]",
                "general.yaml",
                GENERAL.replace("\"How do you plan?\"", "\" \""),
                "cook.yaml",
                cook,
                "broken.yaml",
                "role: [");

        // When / Then
        assertThatThrownBy(() -> load(files))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("general.yaml, question 1: text must be a text of 1 to 400 characters")
                .hasMessageContaining("cook.yaml, question 1: kind must be technical or behavioural")
                .hasMessageContaining("cook.yaml, question 1: minutes must be 1, 2 or 3")
                .hasMessageContaining("cook.yaml, question 1: rubric must be a list of 5 to 5 texts")
                .hasMessageContaining("cook.yaml, question 1: unknown key 'flavour'")
                .hasMessageContaining("cook.yaml, question 1: id 'general-01' is used before")
                .hasMessageContaining("cook.yaml: aliases must be a list of 1 to 50 texts")
                .hasMessageContaining("bank/baker.yaml: there is no such file")
                .hasMessageContaining("bank/broken.yaml: is not readable YAML");
    }

    private static QuestionBank load(Map<String, String> files) {
        return new QuestionBankLoader(new InMemory(files)).load("bank/");
    }

    private static final class InMemory extends ClassLoader {
        private final Map<String, String> files;

        InMemory(Map<String, String> files) {
            this.files = files;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            String text = files.get(name.substring("bank/".length()));
            return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
