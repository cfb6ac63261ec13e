package io.recruiterbrain.voice.agent.model.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** English words as recognisers write them: lower case, no apostrophes, British and American spelling as one. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['\u2019][\\p{L}]+)*");
    private static final Set<String> STOP = Set.of(
            ("a about above after again all also am an and any are as at be because been before being below between both but by "
                            + "can cannot could did do does doing done down during each even few for from further get gets getting go goes "
                            + "going got had has have having he her here him his how i id if ill im in into is it its ive just kind know "
                            + "let like ll lot made make makes may me might more most much must my new no not now of off on once one only or "
                            + "other our out over own put quite really said same say she should so some something still such take than that "
                            + "thats the their them then there these they thing things this those through to too took up us use used using "
                            + "very want was way we well went were what when where which while who why will with would yes you your "
                            + "um uh er erm hmm mm okay ok oh ah yeah sort basically actually maybe")
                    .split(" "));

    private Words() {}

    /** A word and where it stands in the text it came from. */
    record Token(String word, int start, int end) {}

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT).replaceAll("['\u2019]", "");
            tokens.add(new Token(word, matcher.start(), matcher.end()));
        }
        return tokens;
    }

    static List<String> of(String text) {
        return tokens(text).stream().map(Token::word).toList();
    }

    static boolean carriesContent(String word) {
        return word.length() > 1 && !STOP.contains(word);
    }

    /** The distinct stems of the words that carry content, in order of appearance. */
    static Set<String> contentStems(String text) {
        Set<String> stems = new LinkedHashSet<>();
        for (String word : of(text)) {
            if (carriesContent(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    /** How much two texts share, from 0 to 1: common content stems over all content stems of both. */
    static double similarity(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long common = one.stream().filter(other::contains).count();
        return (double) common / (one.size() + other.size() - common);
    }

    /** A light stem: plural, tense and a few endings taken off, so that what was said aloud meets what was written. */
    static String stem(String word) {
        String stem = spelling(word);
        if (stem.length() <= 3) {
            return stem;
        }
        if (stem.endsWith("ies")) {
            stem = cut(stem, 3) + "y";
        } else if (stem.endsWith("sses")) {
            stem = cut(stem, 2);
        } else if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us") && !stem.endsWith("is")) {
            stem = cut(stem, 1);
        }
        for (String ending : new String[] {"ation", "ment", "ness", "ing", "ed", "ly"}) {
            if (stem.endsWith(ending) && stem.length() - ending.length() >= 3 && hasVowel(cut(stem, ending.length()))) {
                stem = undouble(cut(stem, ending.length()));
                break;
            }
        }
        if (stem.endsWith("e") && stem.length() > 3) {
            stem = cut(stem, 1);
        }
        return stem.endsWith("y") && stem.length() > 3 ? cut(stem, 1) + "i" : stem;
    }

    /** American and British spelling as one: "prioritize" and "prioritise", "behavior" and "behaviour". */
    static String spelling(String word) {
        if (word.length() <= 5) {
            return word;
        }
        return word.replace("iz", "is").replace("yz", "ys").replace("our", "or");
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static boolean hasVowel(String word) {
        return word.chars().anyMatch(letter -> "aeiouy".indexOf(letter) >= 0);
    }

    private static String undouble(String word) {
        int last = word.length() - 1;
        boolean doubled =
                last > 2 && word.charAt(last) == word.charAt(last - 1) && "lsz".indexOf(word.charAt(last)) < 0;
        return doubled ? word.substring(0, last) : word;
    }
}
