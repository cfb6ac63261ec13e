package io.recruiterbrain.voice.launcher.config;

import java.util.Locale;

/** A part of the work that a node may take on. */
public enum Role {
    HTTP,
    AGENT,
    EMBEDDING,
    PERSISTENCE;

    /** As in {@code RBV_ROLES}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
