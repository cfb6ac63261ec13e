package io.recruiterbrain.voice.agent.model.rules;

import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.EXAMPLE;
import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.FIGURE;
import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.OWN_STEP;
import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.REASON;
import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.RESULT;
import static io.recruiterbrain.voice.agent.model.rules.EvidenceKind.SHARED_STEP;

/**
 * From evidence to a level of the rubric: points for what was shown, and caps so that no single kind of evidence, and
 * no amount of talking, reaches a high level alone.
 */
final class LevelRule {
    private static final double[] LEVEL_FROM_POINTS = {0.6, 1.7, 2.75, 3.7};

    private LevelRule() {}

    static int level(Evidence evidence) {
        double points = points(evidence);
        int level = 1;
        for (double from : LEVEL_FROM_POINTS) {
            level += points >= from ? 1 : 0;
        }
        return Math.min(level, cap(evidence));
    }

    static double points(Evidence evidence) {
        return Math.min(2.5, 0.45 * Math.min(5, evidence.signals().size()) + 0.12 * Math.min(6, evidence.related()))
                + steps(evidence)
                + (evidence.shows(RESULT) ? 0.45 : 0)
                + (evidence.shows(REASON) ? 0.4 : 0)
                + (evidence.shows(FIGURE) ? 0.35 : 0)
                + (evidence.shows(EXAMPLE) ? 0.3 : 0)
                + 0.5 * Math.min(1, evidence.contentWords() / 40.0)
                + (evidence.followUpDepth() ? 0.3 : 0);
    }

    private static double steps(Evidence evidence) {
        double own = 0.35 * Math.min(3, evidence.times(OWN_STEP));
        double shared = 0.2 * Math.min(2, evidence.times(SHARED_STEP));
        return Math.min(1.05, own + shared);
    }

    private static int cap(Evidence evidence) {
        if (evidence.wordList()) {
            return 2;
        }
        int proof = evidence.shows(RESULT) || evidence.shows(FIGURE) ? 5 : 4;
        return Math.min(Math.min(byLength(evidence), bySubject(evidence)), Math.min(byKinds(evidence), proof));
    }

    private static int byLength(Evidence evidence) {
        int words = evidence.contentWords();
        return words < 5 ? 1 : words < 12 ? 2 : words < 22 ? 3 : 5;
    }

    /** Without known signals nobody can say how much of the subject was covered, so the highest level is out of reach. */
    private static int bySubject(Evidence evidence) {
        if (evidence.expected() == 0) {
            return 4;
        }
        double covered = evidence.signals().size() + evidence.related() / 3.0 + 0.2 * Math.min(2, evidence.echoed());
        return covered < 0.5 ? 2 : covered < 1.6 ? 3 : covered < 3.3 ? 4 : 5;
    }

    private static int byKinds(Evidence evidence) {
        int kinds = evidence.kinds().size();
        return kinds == 0 ? 2 : kinds == 1 ? 3 : kinds == 2 ? 4 : 5;
    }
}
