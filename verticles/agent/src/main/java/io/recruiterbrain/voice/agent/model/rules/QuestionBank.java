package io.recruiterbrain.voice.agent.model.rules;

import java.util.List;

/**
 * All questions by role.
 *
 * @param version stored as the rubric version of every evaluation
 * @param sha256 of the files it was read from
 */
record QuestionBank(String version, String sha256, List<Role> roles) {
    QuestionBank {
        roles = List.copyOf(roles);
    }

    /** Reads the bank from the class path; throws {@link IllegalStateException} that lists every problem of every file. */
    static QuestionBank load() {
        return new QuestionBankLoader(QuestionBank.class.getClassLoader()).load("question-bank/");
    }

    Role general() {
        return roles.stream()
                .filter(role -> role.slug().equals(Role.GENERAL))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the question bank has no role 'general'"));
    }
}
