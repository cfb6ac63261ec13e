package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion.Kind;
import java.time.Duration;
import java.util.List;

/**
 * A question of the bank.
 *
 * @param skills words of a job or resume that make it fit better; empty when it fits always
 * @param rubric five levels, the first for a score of 1
 * @param signals stems and phrases that a strong answer tends to contain
 */
record BankQuestion(
        String id,
        String competence,
        Kind kind,
        int minutes,
        List<String> skills,
        String text,
        List<String> followUps,
        List<String> rubric,
        List<String> signals) {
    BankQuestion {
        skills = List.copyOf(skills);
        followUps = List.copyOf(followUps);
        rubric = List.copyOf(rubric);
        signals = List.copyOf(signals);
    }

    PlannedQuestion planned(int questionNo, Duration time) {
        return new PlannedQuestion(questionNo, id, text, competence, kind, time, followUps, rubric, signals);
    }
}
