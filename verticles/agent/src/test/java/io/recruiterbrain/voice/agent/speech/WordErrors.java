package io.recruiterbrain.voice.agent.speech;

import java.util.Locale;

/**
 * Words that were heard wrongly, left out or added, as the field counts them.
 *
 * @param errors fewest changes that make the one text from the other
 * @param words words that were said
 */
public record WordErrors(int errors, int words) {
    public static WordErrors between(String said, String heard) {
        String[] expected = words(said);
        String[] actual = words(heard);
        int[] row = new int[actual.length + 1];
        for (int j = 0; j <= actual.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= expected.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= actual.length; j++) {
                int substituted = diagonal + (expected[i - 1].equals(actual[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return new WordErrors(row[actual.length], expected.length);
    }

    /** Capitals and punctuation are not heard. */
    private static String[] words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}' ]", " ")
                .trim();
        return plain.isEmpty() ? new String[0] : plain.split("\\s+");
    }

    public WordErrors plus(WordErrors other) {
        return new WordErrors(errors + other.errors, words + other.words);
    }

    public double percent() {
        return 100.0 * errors / Math.max(1, words);
    }
}
