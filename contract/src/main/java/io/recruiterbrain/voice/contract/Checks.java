package io.recruiterbrain.voice.contract;

import org.jspecify.annotations.Nullable;

/** Checks of message fields; each failure names the field and never repeats its value. */
public final class Checks {
    private Checks() {}

    /** A text that must be there: 1 to {@code max} characters, not only white space. */
    public static String text(@Nullable String value, String field, int max) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        require(!value.isBlank(), field + " must not be blank");
        require(value.length() <= max, field + " must have at most " + max + " characters");
        return value;
    }

    /** A text that may be absent. */
    public static @Nullable String optionalText(@Nullable String value, String field, int max) {
        require(value == null || value.length() <= max, field + " must have at most " + max + " characters");
        return value;
    }

    /** A component that must be there. */
    public static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    public static int range(int value, String field, int min, int max) {
        require(value >= min && value <= max, field + " must be between " + min + " and " + max);
        return value;
    }

    public static void require(boolean holds, String text) {
        if (!holds) {
            throw new IllegalArgumentException(text);
        }
    }
}
