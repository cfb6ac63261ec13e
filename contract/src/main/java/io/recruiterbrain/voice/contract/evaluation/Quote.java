package io.recruiterbrain.voice.contract.evaluation;

import io.recruiterbrain.voice.contract.Checks;

/** Words of the candidate, verbatim and verified to stand in the named turn. */
public record Quote(int turnNo, String text) {
    public Quote {
        Checks.range(turnNo, "turnNo", 1, 100_000);
        Checks.text(text, "text", 2000);
    }

    @Override
    public String toString() {
        return "Quote[" + turnNo + ", length=" + text.length() + "]";
    }
}
