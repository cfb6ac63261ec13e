package io.recruiterbrain.voice.agent.speech.sphinx;

import edu.cmu.sphinx.util.LogMath;

/**
 * Adds probabilities given as Sphinx's logarithms. Sphinx's own table has an entry for every unit of the difference,
 * 400 kB of them; every 32nd one is precise enough for speech and stays in the processor's cache.
 */
final class LogSum {
    private static final int SHIFT = 5;

    private final float[] table;

    LogSum() {
        LogMath logMath = LogMath.getLogMath();
        // From this difference on the smaller one does not change the sum by half a unit.
        int range = (int) -logMath.linearToLog(logMath.logToLinear(0.5f) - 1);
        table = new float[(range >> SHIFT) + 1];
        for (int i = 0; i < table.length; i++) {
            float middle = (i << SHIFT) + (1 << (SHIFT - 1));
            table[i] = logMath.linearToLog(1 + logMath.logToLinear(-middle));
        }
    }

    float of(float a, float b) {
        float larger = Math.max(a, b);
        int entry = (int) (larger - Math.min(a, b)) >> SHIFT;
        return entry < table.length ? larger + table[entry] : larger;
    }
}
