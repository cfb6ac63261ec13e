package io.recruiterbrain.voice.agent.model.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The variants of everything that is said besides the questions; see {@code wording/en.yaml}. */
record Phrasebook(
        List<List<String>> greetings,
        List<String> notice,
        List<String> firstQuestion,
        List<String> lastQuestion,
        List<String> bridges,
        List<String> bridgesAfterNothing,
        List<String> followUps,
        Map<String, List<String>> repeats,
        Map<String, List<String>> nudges,
        Map<String, List<String>> remarks,
        Map<String, List<String>> closings) {

    static Phrasebook load() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
        try (InputStream stream = Phrasebook.class.getClassLoader().getResourceAsStream("wording/en.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("wording/en.yaml is missing on the class path");
            }
            return yaml.readValue(stream, Phrasebook.class);
        } catch (IOException e) {
            throw new IllegalStateException("wording/en.yaml is not valid: " + e.getMessage(), e);
        }
    }
}
