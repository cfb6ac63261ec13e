package io.recruiterbrain.voice.agent.plan;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The questions of one interview, and what of them was asked: nothing is asked twice. */
final class Questions {
    private final List<PlannedQuestion> all;
    private final Set<String> asked = new HashSet<>();
    private int index = -1;
    private int followUps;
    private String prompt = "";

    /** @param planned in order; one whose text was there before is left out */
    Questions(List<PlannedQuestion> planned) {
        Set<String> texts = new HashSet<>();
        this.all = planned.stream()
                .filter(question -> texts.add(plain(question.text())))
                .toList();
    }

    void resume(PlanMemory memory) {
        index = memory.index();
        followUps = memory.followUps();
        prompt = memory.prompt();
        memory.asked().forEach(text -> asked.add(plain(text)));
    }

    List<PlannedQuestion> all() {
        return all;
    }

    int count() {
        return all.size();
    }

    /** Of the open question; -1 before the first. */
    int index() {
        return index;
    }

    /** The open question, absent before the first. */
    @Nullable
    PlannedQuestion open() {
        return index < 0 ? null : all.get(index);
    }

    /** The number of the open question, absent before the first. */
    @Nullable
    Integer openNo() {
        PlannedQuestion open = open();
        return open == null ? null : open.questionNo();
    }

    /** What was asked last: the question or a follow-up; empty before the first. */
    String prompt() {
        return prompt;
    }

    /** The next that was not asked yet, absent when there is none. */
    @Nullable
    PlannedQuestion following() {
        return all.stream()
                .skip(index + 1L)
                .filter(question -> !asked.contains(plain(question.text())))
                .findFirst()
                .orElse(null);
    }

    /** Asks {@link #following}. */
    void ask(PlannedQuestion question) {
        index = all.indexOf(question);
        followUps = 0;
        asked(question.text());
    }

    /** Whether this may be asked about the open question: it is new, and there were not too many. */
    boolean mayFollowUp(@Nullable String followUp, int most) {
        return followUp != null
                && !followUp.isBlank()
                && followUps < most
                && !asked.contains(plain(followUp))
                && all.stream().noneMatch(question -> plain(question.text()).equals(plain(followUp)));
    }

    /** Asks it; returns the question it belongs to. */
    PlannedQuestion followUp(String text) {
        followUps++;
        asked(text);
        return Objects.requireNonNull(open());
    }

    private void asked(String text) {
        prompt = text;
        asked.add(plain(text));
    }

    /** Without case and punctuation, to compare what is meant to be the same. */
    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
