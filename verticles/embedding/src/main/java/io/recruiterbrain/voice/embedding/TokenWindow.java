package io.recruiterbrain.voice.embedding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The token numbers of one window, with whatever the model wants around the text. Immutable. */
public final class TokenWindow {
    private final long[] tokens;

    public TokenWindow(long[] tokens) {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("a window has at least one token");
        }
        this.tokens = tokens.clone();
    }

    /** Length in tokens. */
    public int length() {
        return tokens.length;
    }

    /** Copies the tokens into a batch's array. */
    public void copyTo(long[] target, int offset) {
        System.arraycopy(tokens, 0, target, offset, tokens.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenWindow window && Arrays.equals(tokens, window.tokens);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    @Override
    public String toString() {
        return "TokenWindow[" + tokens.length + "]";
    }
}
