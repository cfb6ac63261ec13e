package io.recruiterbrain.voice.contract.search;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable vector of floats with value equality. */
public final class Vector {
    private final float[] values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Vector(float[] values) {
        this.values = values.clone();
    }

    public int size() {
        return values.length;
    }

    /** A copy of the values. */
    @JsonValue
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Vector vector && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Vector[" + values.length + "]";
    }
}
