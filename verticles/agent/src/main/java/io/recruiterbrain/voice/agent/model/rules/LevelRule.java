package io.recruiterbrain.voice.agent.model.rules;

/**
 * From evidence to a level of the rubric: points for what was shown, and caps so that no single kind of evidence, and
 * no amount of talking, reaches a high level alone.
 */
final class LevelRule {
    /** This many signals earn the full points; more earn nothing more. */
    private static final double SIGNALS_ENOUGH = 5;

    private static final double POINTS_FOR_SIGNALS = 2.4;
    /** For a question without signals: different words with content stand in, for less. */
    private static final double WORDS_ENOUGH = 40;

    private static final double POINTS_FOR_WORDS = 1.6;

    private LevelRule() {}

    static int level(Evidence evidence) {
        double points = points(evidence);
        int level = points < 0.9 ? 1 : points < 1.8 ? 2 : points < 2.8 ? 3 : points < 3.8 ? 4 : 5;
        return Math.min(level, cap(evidence));
    }

    private static double points(Evidence evidence) {
        double points = evidence.expected() == 0
                ? POINTS_FOR_WORDS * Math.min(1, evidence.contentWords() / WORDS_ENOUGH)
                : POINTS_FOR_SIGNALS * Math.min(1, evidence.signals().size() / SIGNALS_ENOUGH);
        for (EvidenceKind kind : evidence.kinds()) {
            points += switch (kind) {
                case OWN_STEP, RESULT, REASON -> 0.5;
                case FIGURE -> 0.4;
                case EXAMPLE -> 0.3;
            };
        }
        return evidence.followUpDepth() ? points + 0.3 : points;
    }

    private static int cap(Evidence evidence) {
        int named = evidence.signals().size();
        if (evidence.wordList()) {
            return 2;
        }
        int byLength = evidence.contentWords() < 6
                ? 1
                : evidence.contentWords() < 14 ? 2 : evidence.contentWords() < 24 ? 3 : 5;
        int bySubject = evidence.expected() == 0 ? 4 : named == 0 ? 2 : named == 1 ? 3 : named < 4 ? 4 : 5;
        int byKinds = evidence.kinds().isEmpty()
                ? 2
                : evidence.kinds().size() == 1 ? 3 : evidence.kinds().size() == 2 ? 4 : 5;
        int byProof = evidence.kinds().contains(EvidenceKind.RESULT)
                        || evidence.kinds().contains(EvidenceKind.FIGURE)
                ? 5
                : 4;
        return Math.min(Math.min(byLength, bySubject), Math.min(byKinds, byProof));
    }
}
