package io.recruiterbrain.voice.persistence.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;

/** Lets tests share one unpacked server. */
public final class TestPrograms {
    private TestPrograms() {}

    public static Path unpack(Path parent) throws IOException {
        return PostgresBinaries.unpack(parent);
    }

    /** The programs in an archive of another release; absent when it is for another kind of machine. */
    public static Optional<Path> unpack(Path parent, Path jar) throws IOException {
        try (JarFile archive = new JarFile(jar.toFile())) {
            if (archive.getEntry(PostgresBinaries.archiveName()) == null) {
                return Optional.empty();
            }
        }
        URL programs = URI.create("jar:" + jar.toUri() + "!/" + PostgresBinaries.archiveName())
                .toURL();
        return Optional.of(PostgresBinaries.unpack(parent, programs));
    }
}
