package io.recruiterbrain.voice.persistence.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Lets tests share one unpacked server. */
public final class TestPrograms {
    private TestPrograms() {}

    public static Path unpack(Path parent) throws IOException {
        return PostgresBinaries.unpack(parent);
    }
}
