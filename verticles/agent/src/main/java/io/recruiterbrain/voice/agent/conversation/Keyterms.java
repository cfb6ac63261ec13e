package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.contract.interview.Interview;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names and terms of job and resume that a recogniser should expect. */
final class Keyterms {
    private static final int MOST = 50;
    /** Words with a capital or digit inside or in front: names, products, abbreviations. */
    private static final Pattern TERM = Pattern.compile("\\b(?=\\w*[A-Z0-9])[A-Za-z][\\w+#.]{1,30}\\b");

    private Keyterms() {}

    static List<String> of(Interview interview) {
        String resume = interview.candidate().resume();
        return Stream.of(interview.job().title(), interview.job().description(), resume == null ? "" : resume)
                .flatMap(text -> TERM.matcher(text).results().map(match -> match.group()))
                .distinct()
                .limit(MOST)
                .toList();
    }
}
