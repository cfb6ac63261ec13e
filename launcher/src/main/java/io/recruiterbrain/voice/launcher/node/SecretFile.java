package io.recruiterbrain.voice.launcher.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A random secret kept in a file that only its owner can read. */
final class SecretFile {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The secret of the file, made now when there is none. */
    String readOrCreate(String prefix) {
        Optional<String> known = read();
        if (known.isPresent()) {
            return known.get();
        }
        String secret = prefix + random();
        return write(secret) ? secret : read().orElse(secret);
    }

    /** Writes the file; false when there was one already, which stays as it is. */
    boolean write(String secret) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileAttribute<?> ownerOnly =
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, ownerOnly);
            Files.writeString(file, secret + "\n");
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; set RBV_DATA_DIR to a folder you may write", e);
        }
    }

    /** 256 random bits as URL-safe text. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
