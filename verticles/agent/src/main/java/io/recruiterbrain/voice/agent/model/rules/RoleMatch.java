package io.recruiterbrain.voice.agent.model.rules;

import java.util.List;

/**
 * How well a role fits a job.
 *
 * @param score points; only the order and the thresholds of {@link RoleMatcher} have a meaning
 * @param reasons what the points were given for, for people
 */
record RoleMatch(Role role, double score, List<String> reasons) {
    RoleMatch {
        reasons = List.copyOf(reasons);
    }
}
