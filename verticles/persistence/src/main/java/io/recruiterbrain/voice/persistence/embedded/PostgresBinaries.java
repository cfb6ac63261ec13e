package io.recruiterbrain.voice.persistence.embedded;

import io.recruiterbrain.voice.persistence.StartFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once from the class path into the data folder. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Unpacks what is not there yet; an unpacking that was cut off is done again.
     *
     * @return folder with {@code bin/postgres} and {@code bin/initdb}
     */
    static Path unpack(Path parent) throws IOException {
        URL archive = PostgresBinaries.class.getClassLoader().getResource(archiveName());
        if (archive == null) {
            throw new StartFailedException("There is no embedded PostgreSQL for this machine (" + archiveName()
                    + "): set POSTGRES_HOST to a PostgreSQL 14 or newer.");
        }
        return unpack(parent, archive);
    }

    static Path unpack(Path parent, URL archive) throws IOException {
        Path home = parent.resolve("server-" + Long.toHexString(sizeOf(archive)));
        if (Files.isDirectory(home)) {
            return home;
        }
        Path unfinished = parent.resolve(home.getFileName() + ".unfinished");
        deleteTree(unfinished);
        Files.createDirectories(unfinished);
        try (InputStream compressed = new BufferedInputStream(archive.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(compressed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, unfinished);
            }
        }
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
    }

    static void deleteTree(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Of this machine's kind. */
    static String archiveName() {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String musl = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        return "postgres-" + System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + machine + musl + ".txz";
    }

    /** The compressed size tells releases apart without reading the archive. */
    private static long sizeOf(URL archive) throws IOException {
        var connection = archive.openConnection();
        connection.setUseCaches(false);
        try (InputStream opened = connection.getInputStream()) {
            return connection.getContentLengthLong() >= 0 ? connection.getContentLengthLong() : opened.available();
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("archive entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make executable: " + target);
            }
        }
    }
}
