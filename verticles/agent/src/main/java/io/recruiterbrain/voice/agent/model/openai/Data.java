package io.recruiterbrain.voice.agent.model.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What goes to the model beside a prompt: one JSON document, in whose strings everything that is not ours is locked. */
final class Data {
    /** Characters; an answer of twenty minutes fits. */
    private static final int LONGEST_TEXT = 16_000;

    private static final int MOST_TURNS = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Data put(String name, Object value) {
        fields.put(name, value instanceof String text ? cut(text) : value);
        return this;
    }

    /** Without its signals, which are for rules only. */
    Data question(PlannedQuestion question, boolean followUps) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("text", question.text());
        shown.put("competence", question.competence());
        shown.put("rubric", question.rubric());
        if (followUps) {
            shown.put("followUps", question.followUps());
        }
        return put("question", shown);
    }

    Data turns(String name, List<Turn> turns) {
        return put(
                name,
                turns.stream()
                        .skip(Math.max(0, turns.size() - MOST_TURNS))
                        .map(turn -> {
                            Map<String, Object> shown = new LinkedHashMap<>();
                            shown.put("turnNo", turn.turnNo());
                            shown.put("speaker", turn.speaker().name());
                            shown.put("text", cut(turn.text()));
                            return shown;
                        })
                        .toList());
    }

    String json() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data is not writable as JSON", e);
        }
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end);
    }
}
