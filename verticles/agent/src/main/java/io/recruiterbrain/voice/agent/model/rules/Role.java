package io.recruiterbrain.voice.agent.model.rules;

import java.util.List;

/**
 * A job family with its questions.
 *
 * @param slug name of its file
 * @param aliases other titles of the same job, lower case
 * @param skills words of a job text that point at this role
 */
record Role(String slug, String title, List<String> aliases, List<String> skills, List<BankQuestion> questions) {
    /** The role for jobs that fit no other. */
    static final String GENERAL = "general";

    Role {
        aliases = List.copyOf(aliases);
        skills = List.copyOf(skills);
        questions = List.copyOf(questions);
    }
}
