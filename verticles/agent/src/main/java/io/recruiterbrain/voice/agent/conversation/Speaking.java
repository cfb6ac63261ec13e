package io.recruiterbrain.voice.agent.conversation;

import java.time.Instant;

/** What one agent's turn reports while it is spoken. On the conversation's thread. */
interface Speaking {
    /** The first sound is heard, or the first sentence shown; again after a resume. */
    void started(Instant at);

    /** @param playedText what was heard so far */
    void progressed(String playedText);

    /** Every sentence was heard, or shown. */
    void finished();

    /** The voice failed; what it did not say is shown instead. */
    void voiceFailed();
}
