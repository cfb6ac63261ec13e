package io.recruiterbrain.voice.launcher.command;

/** A command could not do its work; the text is the one sentence its user reads. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String text) {
        super(text);
    }
}
