package io.recruiterbrain.voice.testkit.vendor.deepgram;

/** Tells speech from silence by its loudness alone, in blocks of 20 ms. */
final class SpeechActivity {
    static final int BLOCK = 320;

    private static final double LOUD = 32_768 * Math.pow(10, -45 / 20.0);
    private static final int ONSET_BLOCKS = 3;

    private int loudBlocks;
    private int quietBlocks;
    private boolean speaking;

    enum Change {
        NONE,
        STARTED,
        ENDED
    }

    /** @param silence blocks of silence that end speech */
    Change accept(short[] block, int silence) {
        double power = 0;
        for (short sample : block) {
            power += (double) sample * sample;
        }
        if (Math.sqrt(power / block.length) > LOUD) {
            loudBlocks++;
            quietBlocks = 0;
        } else {
            quietBlocks++;
            loudBlocks = 0;
        }
        if (!speaking && loudBlocks >= ONSET_BLOCKS) {
            speaking = true;
            return Change.STARTED;
        }
        if (speaking && quietBlocks >= silence) {
            speaking = false;
            return Change.ENDED;
        }
        return Change.NONE;
    }

    boolean isSpeaking() {
        return speaking;
    }

    /** The stretch was ended from outside; speech that goes on begins another. */
    void reset() {
        speaking = false;
        loudBlocks = 0;
        quietBlocks = 0;
    }
}
