package io.recruiterbrain.voice.agent.model.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text that comes in pieces into whole sentences, each handed out as soon as the next one begins. Not thread-safe. */
final class SentenceSplitter {
    private static final Pattern END = Pattern.compile("[.!?][\"')\\]]*\\s+|\\n+");
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?i)(^|\\s)(e\\.g|i\\.e|etc|vs|mr|mrs|ms|dr|[a-z])\\.\\s+$");

    private String open = "";

    /** The sentences that this piece completes. */
    List<String> feed(String piece) {
        open += piece;
        List<String> whole = new ArrayList<>();
        Matcher end = END.matcher(open);
        int from = 0;
        while (end.find()) {
            String sentence = open.substring(from, end.end());
            if (!ABBREVIATION.matcher(sentence).find()) {
                if (!sentence.isBlank()) {
                    whole.add(sentence.strip());
                }
                from = end.end();
            }
        }
        open = open.substring(from);
        return whole;
    }

    /** What is left when nothing more comes; one sentence, or none. */
    List<String> end() {
        String last = open.strip();
        open = "";
        return last.isEmpty() ? List.of() : List.of(last);
    }
}
