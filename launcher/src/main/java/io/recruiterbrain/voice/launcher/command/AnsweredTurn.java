package io.recruiterbrain.voice.launcher.command;

import io.recruiterbrain.voice.launcher.candidate.SimulatedCandidate.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * An answered question with its figures.
 *
 * @param latencies seconds by metric name, as the agent stored them with the answer and with its reply; empty when it
 *     measured nothing
 */
record AnsweredTurn(Exchange exchange, Map<String, Double> latencies) {
    /** Metrics in the order in which they pass, with their names on the line. */
    private static final Map<String, String> LABELS = labels();

    AnsweredTurn {
        latencies = Map.copyOf(latencies);
    }

    /**
     * Takes the figures from the turns between the question and the end of the reply.
     *
     * @param turns the transcript so far, as the API answers it
     */
    static AnsweredTurn of(Exchange exchange, JsonArray turns) {
        Map<String, Double> latencies = new LinkedHashMap<>();
        for (int i = 0; i < turns.size(); i++) {
            JsonObject turn = turns.getJsonObject(i);
            if (turn.getInteger("turn_no") > exchange.askedTurnNo()) {
                JsonObject stored = turn.getJsonObject("latencies", new JsonObject());
                stored.fieldNames().forEach(name -> latencies.put(name, stored.getDouble(name)));
                if (turn.getString("speaker").equals("agent")) {
                    break;
                }
            }
        }
        return new AnsweredTurn(exchange, latencies);
    }

    /** Three lines: asked, said, figures. */
    String lines(int number) {
        return number + ". Agent:     " + exchange.asked() + "\n   Candidate: " + exchange.said() + "\n   " + figures();
    }

    private String figures() {
        String heard = exchange.replyDelay().isPresent()
                ? String.format(
                        Locale.ROOT, "reply after %.2f s", exchange.replyDelay().getAsDouble())
                : "no reply heard";
        StringJoiner stored = new StringJoiner(", ", "; in ms: ", "").setEmptyValue("");
        LABELS.forEach((name, label) -> {
            Double seconds = latencies.get(name);
            if (seconds != null) {
                stored.add(label + " " + Math.round(seconds * 1000));
            }
        });
        return heard + stored;
    }

    JsonObject json() {
        JsonObject stored = new JsonObject();
        LABELS.keySet().stream().filter(latencies::containsKey).forEach(name -> stored.put(name, latencies.get(name)));
        return new JsonObject()
                .put("asked", exchange.asked())
                .put("said", exchange.said())
                .put(
                        "reply_delay_seconds",
                        exchange.replyDelay().isPresent()
                                ? (Double) exchange.replyDelay().getAsDouble()
                                : null)
                .put("latencies", stored);
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("transcription_delay", "transcription");
        labels.put("end_of_turn_delay", "end of turn");
        labels.put("llm_node_ttft", "model");
        labels.put("tts_node_ttfb", "voice");
        labels.put("playback_latency", "playback");
        labels.put("e2e_latency", "end to end");
        labels.put("framework_overhead", "framework");
        return labels;
    }
}
