package io.recruiterbrain.voice.testkit.vendor.openai;

import java.util.ArrayList;
import java.util.List;

/** Text in pieces of about four characters, which is what a token of English has on average. */
final class Pieces {
    private static final int LENGTH = 4;

    private Pieces() {}

    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + LENGTH);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
