package io.recruiterbrain.voice.persistence.embedded;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.recruiterbrain.voice.persistence.StartFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The files of the embedded PostgreSQL: its programs, its data, the password of its one user. */
final class Cluster {
    static final String DATABASE = "recruiterbrain";
    static final String USER = "recruiterbrain";

    private static final long ORPHAN_STOP_SECONDS = 20;
    /** Making a database takes seconds; a program that needs longer than this hangs. */
    private static final long PROGRAM_SECONDS = 120;

    private final Path home;
    private final Path programs;
    private final List<String> prefix;
    private final String password;
    private final String version;

    private Cluster(Path home, Path programs, List<String> prefix, String password, String version) {
        this.home = home;
        this.programs = programs;
        this.prefix = prefix;
        this.password = password;
        this.version = version;
    }

    /** Opens the cluster in a data folder, made whole on the first call; a making that was cut off is done again. */
    static Cluster open(Path folder) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("postgres"));
        Path programs = PostgresBinaries.unpack(home);
        List<String> prefix = asOrdinaryUser();
        String version = majorOf(run(command(prefix, programs, "postgres", "--version"), ""));
        String password = password(home);
        Cluster cluster = new Cluster(home, programs, prefix, password, version);
        if (Files.notExists(cluster.data())) {
            cluster.create();
        }
        cluster.checkVersion();
        return cluster;
    }

    Path home() {
        return home;
    }

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("server.log");
    }

    String password() {
        return password;
    }

    String version() {
        return version;
    }

    List<String> program(String name) {
        return command(prefix, programs, name);
    }

    /**
     * Stops a server that still works on our data although its node is gone. The caller holds the folder's lock, so no
     * living node can own it.
     */
    void endOrphan() throws IOException, InterruptedException {
        Path pidFile = data().resolve("postmaster.pid");
        String pid = ServerProcess.firstLine(pidFile).strip();
        if (!pid.matches("\\d{1,18}")) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return;
        }
        if (!names(process.get(), data())) {
            // The number was given to another program since; PostgreSQL itself cannot tell and would refuse to start.
            Files.delete(pidFile);
            return;
        }
        run(List.of("kill", "-INT", pid), "");
        awaitEnd(process.get(), ORPHAN_STOP_SECONDS);
    }

    private static boolean names(ProcessHandle process, Path path) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(path.toString()))
                .isPresent();
    }

    private static void awaitEnd(ProcessHandle process, long seconds) throws IOException, InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void create() throws IOException, InterruptedException {
        Path unfinished = home.resolve("data.unfinished");
        // A node that was ended in the making leaves a program that goes on writing for seconds.
        for (ProcessHandle process : ProcessHandle.allProcesses()
                .filter(process -> names(process, unfinished))
                .toList()) {
            awaitEnd(process, PROGRAM_SECONDS);
        }
        PostgresBinaries.deleteTree(unfinished);
        List<String> initdb = new ArrayList<>(program("initdb"));
        initdb.addAll(List.of("-D", unfinished.toString(), "-U", USER, "-A", "scram-sha-256"));
        initdb.addAll(List.of("--pwfile", passwordFile(home).toString(), "-E", "UTF8", "--locale=C"));
        initdb.add("--no-instructions");
        run(initdb, "");
        List<String> single = new ArrayList<>(program("postgres"));
        single.addAll(List.of("--single", "-D", unfinished.toString(), "postgres"));
        run(single, "CREATE DATABASE " + DATABASE + "\n");
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!found.equals(version)) {
            String newer = Integer.parseInt(found) > Integer.parseInt(version)
                    ? "start the newer release of this program that wrote it"
                    : "export it with the release that wrote it";
            throw new StartFailedException("The data in " + data() + " was written by PostgreSQL " + found
                    + ", this release brings PostgreSQL " + version + ": " + newer + ", or set "
                    + PersistenceConfig.DATA_FOLDER + " to another folder.");
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is not, and the files stay root's. */
    private static List<String> asOrdinaryUser() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        try {
            run(List.of("unshare", "-U", "true"), "");
            return List.of("unshare", "-U");
        } catch (IOException e) {
            throw new StartFailedException(
                    "PostgreSQL does not run as root and this machine has no user namespaces:"
                            + " start the node as another user, or set POSTGRES_HOST.",
                    e);
        }
    }

    private static List<String> command(List<String> prefix, Path programs, String name, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(programs.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String majorOf(String versionLine) throws IOException {
        String major = versionLine.replaceFirst("(?s).*PostgreSQL\\) (\\d+).*", "$1");
        if (!major.matches("\\d+")) {
            throw new IOException("unexpected version: " + versionLine);
        }
        return major;
    }

    private static Path passwordFile(Path home) {
        return home.resolve("password");
    }

    private static String password(Path home) throws IOException {
        Path file = passwordFile(home);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path unfinished = home.resolve("password.unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, password);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    private static String run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // What it says is read to its end, so a program that hangs has to be ended from outside.
        AtomicBoolean hung = new AtomicBoolean();
        Thread guard = Thread.ofVirtual().start(() -> endAfter(process, hung));
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading; its exit code tells.
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        guard.interrupt();
        if (hung.get()) {
            throw new IOException(command.getLast() + " was not done in " + PROGRAM_SECONDS + " s");
        }
        if (code != 0) {
            throw new IOException(command.getLast() + " failed: " + said.strip());
        }
        return said;
    }

    private static void endAfter(Process process, AtomicBoolean hung) {
        try {
            if (!process.waitFor(PROGRAM_SECONDS, TimeUnit.SECONDS)) {
                hung.set(true);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
