package io.recruiterbrain.voice.testkit.vendor.openai;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small deterministic stand-in for a language model that knows what an interview is. It finds what it is asked for in
 * the schema's name and what it judges in the JSON of the user's message: intent by simple words, depth and level by
 * length, follow-ups by their number among those offered, quotes word for word.
 */
public final class InterviewBrain implements Brain {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> TOO_COMMON = Set.of(
            "because",
            "something",
            "question",
            "really",
            "through",
            "company",
            "before",
            "things",
            "actually",
            "interview",
            "instructions");

    @Override
    public String answer(ChatRequest request) {
        JsonObject data = data(request.lastUserMessage());
        String schema = request.schemaName() == null ? "" : request.schemaName();
        if (schema.startsWith("answer_reading")) {
            return reading(data).encode();
        }
        if (schema.startsWith("answer_scoring")) {
            return scoring(data).encode();
        }
        if (schema.startsWith("resume_questions")) {
            return questions(data).encode();
        }
        if (!schema.isEmpty()) {
            return new JsonObject().put("ready", true).encode();
        }
        return bridge(data.getString("answer", "")) + " Let us go on from there.";
    }

    private static JsonObject data(String message) {
        try {
            return new JsonObject(message);
        } catch (DecodeException e) {
            return new JsonObject().put("answer", message);
        }
    }

    private static JsonObject reading(JsonObject data) {
        String answer = data.getString("answer", "");
        String intent = intent(answer);
        boolean answers = intent.equals("ANSWER");
        String depth = answers ? depth(answer) : "NOTHING";
        return new JsonObject()
                .put("intent", intent)
                .put("depth", depth)
                .put("followUp", answers && !doesNotKnow(answer) ? followUp(data, depth) : null)
                .put("bridge", answers ? bridge(answer) : "All right, let us see.");
    }

    private static String intent(String answer) {
        String said = " " + plain(answer) + " ";
        if (said.split(" ").length > 14) {
            return "ANSWER";
        }
        if (has(said, "repeat", "say that again", "say it again", "once more please")) {
            return "REPEAT";
        }
        if (has(said, "skip", "next question please", "leave this question")) {
            return "SKIP";
        }
        if (has(said, "give me a moment", "give me a second", "let me think", "one moment")) {
            return "WAIT";
        }
        if (has(said, "stop the interview", "i want to stop", "end the interview")) {
            return "STOP";
        }
        return has(said, "are you human", "are you a human", "are you a robot", "are you an ai", "real person")
                ? "ASKS_WHO_IS_SPEAKING"
                : "ANSWER";
    }

    private static String depth(String answer) {
        int words = plain(answer).split(" ").length;
        if (words < 3 || doesNotKnow(answer)) {
            return "NOTHING";
        }
        return words < 25 ? "SHALLOW" : "SOLID";
    }

    private static boolean doesNotKnow(String answer) {
        return has(" " + plain(answer) + " ", "i don t know", "i do not know", "no idea");
    }

    private static @Nullable String followUp(JsonObject data, String depth) {
        StringBuilder said = new StringBuilder(plain(data.getString("asked", "")));
        boolean followedUp = false;
        for (Object turn : data.getJsonArray("earlier", new JsonArray())) {
            if ("AGENT".equals(((JsonObject) turn).getString("speaker"))) {
                said.append(' ').append(plain(((JsonObject) turn).getString("text", "")));
                followedUp = true;
            }
        }
        boolean enough = depth.equals("SOLID") && followedUp;
        JsonArray offered = data.getJsonObject("question").getJsonArray("followUps");
        for (int no = 1; no <= offered.size() && !enough; no++) {
            if (!said.toString().contains(plain(offered.getString(no - 1)))) {
                return String.valueOf(no);
            }
        }
        return null;
    }

    private static String bridge(String answer) {
        List<String> subjects = Arrays.stream(NO_WORD.split(answer.toLowerCase(Locale.ROOT)))
                .filter(word -> word.length() > 5 && !TOO_COMMON.contains(word))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .limit(2)
                .toList();
        return subjects.isEmpty()
                ? "Thank you, I have heard you."
                : "Thank you, so this was about " + String.join(" and ", subjects) + ".";
    }

    private static JsonObject scoring(JsonObject data) {
        String longest = "";
        int turnNo = 0;
        int words = 0;
        for (Object each : data.getJsonArray("turns")) {
            JsonObject turn = (JsonObject) each;
            if ("CANDIDATE".equals(turn.getString("speaker"))) {
                String text = turn.getString("text");
                words += plain(text).split(" ").length;
                if (text.length() > longest.length()) {
                    longest = text;
                    turnNo = turn.getInteger("turnNo");
                }
            }
        }
        if (words < 3 || doesNotKnow(longest)) {
            return new JsonObject()
                    .put("reason", "Nothing said supports a level.")
                    .putNull("level")
                    .put("quotes", new JsonArray());
        }
        int level = words < 8 ? 1 : words < 15 ? 2 : words < 30 ? 3 : words < 60 ? 4 : 5;
        return new JsonObject()
                .put("reason", "The answer goes into the question with " + words + " words.")
                .put("level", level)
                .put(
                        "quotes",
                        new JsonArray()
                                .add(new JsonObject().put("turnNo", turnNo).put("text", quote(longest))));
    }

    /** The first words of a text as they stand there. */
    private static String quote(String text) {
        String[] words = text.strip().split("\\s+");
        return String.join(" ", Arrays.copyOf(words, Math.min(words.length, 20)));
    }

    private static JsonObject questions(JsonObject data) {
        List<String> claims = Arrays.stream(NO_WORD.split(data.getString("resume", "")))
                .filter(word -> word.length() > 3 && Character.isUpperCase(word.charAt(0)))
                .distinct()
                .toList();
        JsonArray questions = new JsonArray();
        for (int i = 0; i < data.getInteger("count"); i++) {
            questions.add(question(i < claims.size() ? claims.get(i) : "your work, part " + (i + 1)));
        }
        return new JsonObject().put("questions", questions);
    }

    private static JsonObject question(String subject) {
        return new JsonObject()
                .put(
                        "text",
                        "Tell me about something you built or changed with " + subject + ", and your own part in it?")
                .put("competence", "experience with " + subject)
                .put("kind", "TECHNICAL")
                .put("minutes", 2)
                .put(
                        "followUps",
                        new JsonArray()
                                .add("What exactly did you do yourself with " + subject + "?")
                                .add("How did you know that it worked?"))
                .put(
                        "rubric",
                        new JsonArray()
                                .add("Says nothing that relates to " + subject + ".")
                                .add("Speaks of " + subject + " in general, without an own part.")
                                .add("Names a real case with " + subject + " and an own part.")
                                .add("Explains steps and reasons and names a result.")
                                .add("Also weighs alternatives and backs the result with evidence."))
                .put(
                        "signals",
                        new JsonArray()
                                .add("measured")
                                .add("result")
                                .add("decided")
                                .add("alternative")
                                .add("because")
                                .add("tested"));
    }

    private static boolean has(String said, String... phrases) {
        return Arrays.stream(phrases).filter(Objects::nonNull).anyMatch(said::contains);
    }

    private static String plain(String text) {
        return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
