package io.recruiterbrain.voice.launcher.check;

/**
 * One component tried alone.
 *
 * @param component name shown to the user
 * @param trial does the real thing and answers with what it saw; throws when it does not work
 */
public record ComponentCheck(String component, Trial trial) {
    /** Blocking. */
    @FunctionalInterface
    public interface Trial {
        String run() throws Exception;
    }
}
