package io.recruiterbrain.voice.testkit.vendor.openaispeech;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Words laid out over the part of the audio that sounds, each as long as its letters.
 *
 * @param start of the first word in seconds
 * @param end of the last word in seconds
 */
record SpokenWords(String text, double start, double end) {
    private static final int RATE = 16_000;
    private static final int SILENCE = 300;

    static SpokenWords in(short[] samples, String text) {
        int first = 0;
        while (first < samples.length && Math.abs(samples[first]) < SILENCE) {
            first++;
        }
        int last = samples.length;
        while (last > first && Math.abs(samples[last - 1]) < SILENCE) {
            last--;
        }
        return new SpokenWords(text, seconds(first), seconds(last));
    }

    private static double seconds(int samples) {
        return Math.round(100.0 * samples / RATE) / 100.0;
    }

    JsonArray json() {
        JsonArray words = new JsonArray();
        if (text.isBlank()) {
            return words;
        }
        String stripped = text.strip();
        double perLetter = (end - start) / stripped.length();
        int letters = 0;
        for (String word : stripped.split("\\s+")) {
            words.add(new JsonObject()
                    .put("word", word)
                    .put("start", start + letters * perLetter)
                    .put("end", start + (letters + word.length()) * perLetter));
            letters += word.length() + 1;
        }
        return words;
    }
}
