package io.recruiterbrain.voice.agent.plan;

/** How what was asked last fares with the candidate: heard, understood, answered, or met with silence. */
final class Attention {
    private static final int NUDGES = 2;

    private boolean heard = true;
    private boolean patient;
    private boolean notUnderstoodSaid;
    private int nudges;
    private int silentQuestions;

    /** Another question is asked. */
    void question() {
        nudges = 0;
        notUnderstoodSaid = false;
        prompt();
    }

    /** Something about the same question is asked. */
    void prompt() {
        heard = true;
        patient = false;
    }

    /** It is asked once more. */
    void repeated() {
        heard = true;
    }

    /** Too little of it was heard to know what was asked. */
    void missed() {
        heard = false;
    }

    boolean isHeard() {
        return heard;
    }

    /** The candidate said something. */
    void answered() {
        patient = false;
        nudges = 0;
        silentQuestions = 0;
    }

    /** The candidate wants a moment. */
    void takeTime() {
        patient = true;
    }

    boolean isPatient() {
        return patient;
    }

    /** Nothing came; returns the number of the nudge that is due, 0 when there were enough. */
    int nudge() {
        patient = false;
        nudges++;
        return nudges <= NUDGES ? nudges : 0;
    }

    /** The question is left without an answer; returns how many were in a row. */
    int giveUp() {
        return ++silentQuestions;
    }

    /** What came was not understood; whether that is to be said, which it is once a question. */
    boolean notUnderstood() {
        boolean first = !notUnderstoodSaid;
        notUnderstoodSaid = true;
        return first;
    }
}
