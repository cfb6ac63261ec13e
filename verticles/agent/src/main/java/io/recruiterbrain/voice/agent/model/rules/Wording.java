package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Moment;
import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Finds the words for a move. The variants are shuffled once for each interview and then taken in that order, by the
 * question's number where there is one and by the turn's otherwise: no bridge comes twice, and the same turn of the
 * same interview is always worded alike.
 */
final class Wording {
    /** A question has at most this many follow-ups, so each gets a variant of its own. */
    private static final int FOLLOW_UPS_EACH = 2;
    /** The agent's and the candidate's: what tells the first follow-up of a question from the second. */
    private static final int TURNS_EACH = 2;

    private final Phrasebook book;

    Wording(Phrasebook book) {
        this.book = book;
    }

    /** The sentences in the order they are said, each one speakable on its own. */
    List<String> sentences(Moment moment, Move move) {
        Variants variants = new Variants(moment);
        return switch (move) {
            case Move.Greet greet -> greeting(variants, greet);
            case Move.Ask ask -> said(bridge(variants, ask), ask.question().text());
            case Move.FollowUp followUp ->
                said(
                        variants.once(
                                "followUps",
                                book.followUps(),
                                (followUp.question().questionNo() - 1) * FOLLOW_UPS_EACH
                                        + moment.turnNo() / TURNS_EACH % FOLLOW_UPS_EACH),
                        followUp.followUp());
            case Move.Repeat repeat ->
                said(variants.byTurn("repeats", book.repeats(), key(repeat.reason())), repeat.prompt());
            case Move.Nudge nudge ->
                nudge.count() <= 1
                        ? said(variants.byTurn("nudges", book.nudges(), "first"))
                        : said(variants.byTurn("nudges", book.nudges(), "again"), nudge.prompt());
            case Move.Remark remark -> said(variants.byTurn("remarks", book.remarks(), key(remark.kind())));
            case Move.Recovered recovered -> recovered(moment, variants, recovered);
            case Move.Close close -> said(variants.byTurn("closings", book.closings(), key(close.reason())));
        };
    }

    private List<String> greeting(Variants variants, Move.Greet greet) {
        List<String> sentences = new ArrayList<>();
        sentences.addAll(variants.at("greetings", book.greetings(), 0));
        sentences.addAll(book.notice());
        String name = Speakable.name(greet.candidateName(), "there");
        String job = Speakable.name(greet.jobTitle(), "this job");
        return sentences.stream()
                .map(sentence -> sentence.replace("{name}", name)
                        .replace("{job}", job)
                        .replace("{questions}", Speakable.counted(greet.questionCount(), "question", "questions"))
                        .replace("{minutes}", minutes(greet.maxDuration())))
                .flatMap(sentence -> Speakable.sentences(sentence).stream())
                .toList();
    }

    /** The apology says already why something is repeated. */
    private List<String> recovered(Moment moment, Variants variants, Move.Recovered recovered) {
        List<String> sentences =
                new ArrayList<>(said(variants.byTurn("remarks", book.remarks(), key(RemarkKind.RECOVERED))));
        sentences.addAll(
                recovered.then() instanceof Move.Repeat repeat
                        ? said(repeat.prompt())
                        : sentences(moment, recovered.then()));
        return sentences;
    }

    private static String minutes(Duration duration) {
        return Speakable.counted(Math.max(1, Math.round(duration.toSeconds() / 60.0)), "minute", "minutes");
    }

    private String bridge(Variants variants, Move.Ask ask) {
        int no = ask.question().questionNo();
        if (no == 1) {
            return variants.at("firstQuestion", book.firstQuestion(), 0);
        }
        if (no == ask.questionCount()) {
            return variants.at("lastQuestion", book.lastQuestion(), 0);
        }
        String last = ask.lastAnswer();
        return last == null || nothing(last)
                ? variants.at("bridgesAfterNothing", book.bridgesAfterNothing(), no)
                : variants.at("bridges", book.bridges(), no);
    }

    private static boolean nothing(String answer) {
        return IntentReader.read(answer) == Intent.SKIP
                || !DontKnow.words(List.of(answer), Words.contentStems(answer).size(), 0)
                        .isEmpty();
    }

    private static List<String> said(String... parts) {
        List<String> sentences = new ArrayList<>();
        for (String part : parts) {
            sentences.addAll(Speakable.sentences(part));
        }
        return sentences;
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The order of variants in one interview. */
    private record Variants(Moment moment) {
        <T> T at(String list, List<T> variants, int position) {
            List<T> shuffled = new ArrayList<>(variants);
            Collections.shuffle(
                    shuffled, new Random(Seeds.of(moment.interviewId().toString(), list)));
            return shuffled.get(Math.floorMod(position, shuffled.size()));
        }

        /** Each variant once; nothing when there are none left. */
        String once(String list, List<String> variants, int position) {
            return position < variants.size() ? at(list, variants, position) : "";
        }

        String byTurn(String list, Map<String, List<String>> variants, String key) {
            return at(list + "." + key, variants.getOrDefault(key, List.of("")), moment.turnNo());
        }
    }
}
