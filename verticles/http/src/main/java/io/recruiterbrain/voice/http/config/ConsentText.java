package io.recruiterbrain.voice.http.config;

import io.recruiterbrain.voice.contract.Checks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The notice on AI and recording that a candidate accepts before anything is captured.
 *
 * @param version changes whenever the text does
 * @param text plain, with empty lines between paragraphs
 */
public record ConsentText(String version, String text) {
    public ConsentText {
        Checks.text(version, "RBV_CONSENT_VERSION", 50);
        Checks.text(text, "RBV_CONSENT_TEXT", 20_000);
    }

    public static ConsentText defaults() {
        return new ConsentText("2026-11", """
                Your interviewer is a computer program (an AI), not a person. It asks questions, listens and answers aloud.

                What you say is turned into text and stored, so that the company that invited you can read it. The sound \
                itself is not stored. From the text an evaluation of your answers is written, with quotes of what you said. \
                It is advice only: a person decides.

                You may ask for a question to be repeated, skip a question, type instead of speaking, or stop at any time. \
                You may ask the company that invited you to show you or to erase what was stored.

                By continuing you agree to this.""");
    }

    /** SHA-256 of the UTF-8 text, lower-case hexadecimal: what the stored consent refers to. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
