package io.recruiterbrain.voice.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL that somebody else runs: it lets its superuser in from this machine, and everybody else over TLS and by
 * password only. Its certificate is for {@code localhost}, signed by an authority made for it.
 */
public final class OutsidePostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final Path home;
    private final int port;
    private final Process process;

    private OutsidePostgres(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it, which takes seconds.
     *
     * @param programs folder with {@code bin/initdb} and {@code bin/postgres}
     * @param settings of the server, each as in its configuration file
     */
    public static OutsidePostgres start(Path programs, Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = FreePort.tcp();
        Path data = home.resolve("data");
        run(home, program(programs, "initdb", "-D", data.toString(), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"));
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "host all " + SUPERUSER + " 127.0.0.1/32 trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n");
        authority(home, "authority");
        authority(home, "stranger");
        certificate(home, "authority", data);
        List<String> command =
                new ArrayList<>(program(programs, "postgres", "-D", data.toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        command.addAll(List.of("-c", "ssl=on", "-c", "ssl_cert_file=server.crt", "-c", "ssl_key_file=server.key"));
        command.addAll(List.of("-c", "fsync=off", "-c", "password_encryption=scram-sha-256"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        OutsidePostgres server = new OutsidePostgres(home, port, process);
        server.awaitReady();
        return server;
    }

    public int port() {
        return port;
    }

    /** PEM file of the authority that signed the server's certificate. */
    public Path authority() {
        return home.resolve("authority.crt");
    }

    /** PEM file of one that did not. */
    public Path stranger() {
        return home.resolve("stranger.crt");
    }

    /** The environment that leads a node to a database as a user whose password is the name and {@code -pw}. */
    public Map<String, String> settings(String user, String database) {
        return Map.of(
                "POSTGRES_HOST",
                "localhost",
                "POSTGRES_PORT",
                Integer.toString(port),
                "POSTGRES_DB",
                database,
                "POSTGRES_USER",
                user,
                "POSTGRES_PASSWORD",
                user + "-pw",
                "POSTGRES_SSLMODE",
                "verify-full",
                "POSTGRES_SSLROOTCERT",
                authority().toString());
    }

    /** A database with two roles, as docs/providers/postgresql.md says: {@code owner} and {@code app}. */
    public void prepare(String database) throws SQLException {
        execute(
                "postgres",
                "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'owner') THEN"
                        + " CREATE ROLE owner LOGIN PASSWORD 'owner-pw'; CREATE ROLE app LOGIN PASSWORD 'app-pw';"
                        + " END IF; END $$",
                "CREATE DATABASE " + database + " OWNER owner");
        execute(
                database,
                "REVOKE ALL ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE, CREATE ON SCHEMA public TO owner WITH GRANT OPTION",
                "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + database + " TO app");
    }

    /** As the superuser, each statement for itself. */
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row, as the superuser. */
    public String query(String database, String sql) throws SQLException {
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable", SUPERUSER, "");
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                query("postgres", "SELECT 1");
                return;
            } catch (SQLException e) {
                if (i > 600 || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IOException(Files.readString(home.resolve("server.log")), e);
                }
            }
        }
    }

    private static void authority(Path home, String name) throws IOException, InterruptedException {
        run(
                home,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + name,
                        "-keyout",
                        name + ".key",
                        "-out",
                        name + ".crt"));
    }

    private static void certificate(Path home, String authority, Path data) throws IOException, InterruptedException {
        Path key = data.resolve("server.key");
        run(
                home,
                List.of(
                        "openssl",
                        "req",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        "server.csr"));
        Files.writeString(home.resolve("names"), "subjectAltName=DNS:localhost\n");
        run(
                home,
                List.of(
                        "openssl",
                        "x509",
                        "-req",
                        "-in",
                        "server.csr",
                        "-CA",
                        authority + ".crt",
                        "-CAkey",
                        authority + ".key",
                        "-CAcreateserial",
                        "-days",
                        "2",
                        "-extfile",
                        "names",
                        "-out",
                        data.resolve("server.crt").toString()));
        run(home, List.of("chmod", "600", key.toString()));
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is not. */
    private static List<String> program(Path programs, String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(name).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder).toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }
}
