package io.recruiterbrain.voice.launcher.e2e;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How far a transcription is from what was said. */
final class WordErrors {
    private WordErrors() {}

    /** Share of the reference's words that appear, in order, in what was heard: 1 when all do. */
    static double recall(String reference, String heard) {
        List<String> expected = words(reference);
        List<String> actual = words(heard);
        int[][] longest = new int[expected.size() + 1][actual.size() + 1];
        for (int i = 1; i <= expected.size(); i++) {
            for (int j = 1; j <= actual.size(); j++) {
                longest[i][j] = expected.get(i - 1).equals(actual.get(j - 1))
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return expected.isEmpty() ? 1 : longest[expected.size()][actual.size()] / (double) expected.size();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z']+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
