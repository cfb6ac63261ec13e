package io.recruiterbrain.voice.agent.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the candidate is there, by voice or by page, and how they answer. On the conversation's thread. */
final class Presence {
    enum Change {
        NONE,
        CAME,
        WENT
    }

    private boolean voice;
    private boolean page;
    /** Who told of the page last; absent when that was an agent before, or the page itself. */
    private @Nullable UUID via;

    private boolean typing;
    private boolean voiceWanted;
    private boolean reportedThere;
    private boolean reportedTyping;

    /** A page that chose typing may still have a connection on its way: only a new wish leads back to voice. */
    void voiceWanted() {
        voiceWanted = true;
    }

    /** A connection that stayed while the candidate typed carries the voice again. */
    void voiceMode() {
        voiceWanted = true;
        typing = typing && !voice;
    }

    void voiceConnected() {
        voice = true;
        typing = typing && !voiceWanted;
    }

    void voiceLost() {
        voice = false;
    }

    void pageOpened(@Nullable UUID readsVia) {
        page = true;
        via = readsVia;
    }

    /** The end of a stream is told a moment later, and the page may read by another process since. */
    void pageClosed(@Nullable UUID readVia) {
        page = page && via != null && readVia != null && !via.equals(readVia);
    }

    /** The page said so, thus it is open. */
    void textMode() {
        typing = true;
        voiceWanted = false;
        page = true;
    }

    void reset() {
        voice = false;
        page = false;
        via = null;
        typing = false;
    }

    boolean isTyping() {
        return typing;
    }

    boolean pageOpen() {
        return page;
    }

    boolean isThere() {
        return typing ? page : voice;
    }

    /** Whether the way of answering is another one than at the last call. */
    boolean modeChanged() {
        boolean changed = typing != reportedTyping;
        reportedTyping = typing;
        return changed;
    }

    /** What changed since the last call. */
    Change change() {
        boolean there = isThere();
        if (there == reportedThere) {
            return Change.NONE;
        }
        reportedThere = there;
        return there ? Change.CAME : Change.WENT;
    }
}
