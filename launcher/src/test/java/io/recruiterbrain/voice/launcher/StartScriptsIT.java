package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts on machines that lack something: a PATH of the test's own, programs that only say their version. */
class StartScriptsIT {
    private static final Path FIND_JAVA = Path.of("src", "main", "dist", "bin", "find-java.sh");
    private static final String FIND = ". '" + FIND_JAVA.toAbsolutePath() + "'; find_java";

    @TempDir
    Path machine;

    @BeforeEach
    void installOnlyWhatTheScriptsThemselvesUse() throws IOException {
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : List.of(
                "dirname",
                "readlink",
                "mkdir",
                "sed",
                "head",
                "id",
                "cat",
                "find",
                "sort",
                "cksum",
                "grep",
                "tr",
                "paste")) {
            Path program = Stream.of("/usr/bin/" + tool, "/bin/" + tool)
                    .map(Path::of)
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), program);
        }
        // A copy: the repository's own may have a distribution, and then asks for nothing.
        Files.copy(Path.of("..", "rbv"), machine.resolve("rbv"));
        Path scripts = Files.createDirectories(machine.resolve("launcher/src/main/dist/bin"));
        Files.copy(FIND_JAVA, scripts.resolve("find-java.sh"));
    }

    @Test
    void javaHomeIsTakenWhenItIsNewEnough() throws Exception {
        Path home = install("jdk", "java", "openjdk version \"21.0.2\" 2024-01-16");
        install("tools", "java", "openjdk version \"25\" 2025-09-16");

        assertThat(bash(home, FIND)).isEqualTo(new Ended(0, home.resolve("bin/java") + "\n"));
    }

    @Test
    void anOldJavaHomeGivesWayToANewerJavaOnThePath() throws Exception {
        Path old = install("jdk", "java", "openjdk version \"17.0.9\" 2023-10-17");
        Path newer = install("tools", "java", "openjdk version \"25\" 2025-09-16");

        assertThat(bash(old, FIND)).isEqualTo(new Ended(0, newer.resolve("java") + "\n"));
    }

    @Test
    void withoutAnyJavaThatIsNewEnoughTheUserReadsWhatToInstall() throws Exception {
        // Given: whatever this machine has is old
        Ended ended = bash(
                machine,
                FIND.replace("find_java", "java_major() { echo 17; }; find_java || { no_java_message; exit 1; }"));

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("No Java 21 or newer was found").contains("apt-get install openjdk-21-jdk");
    }

    @Test
    void withoutMavenTheBuildSaysHowToInstallIt() throws Exception {
        assertThat(rbv(jdk(), "demo")).isEqualTo(new Ended(1, "Maven is missing. Install it: apt-get install maven\n"));
    }

    @Test
    void withAJreOnlyTheBuildAsksForAJdk() throws Exception {
        Path jre = install("jdk", "java", "openjdk version \"21.0.2\" 2024-01-16");

        assertThat(rbv(jre, "build").output())
                .startsWith(jre + " has no compiler.")
                .contains("not only a JRE");
    }

    @Test
    void anOldNodeIsRefusedWithItsVersion() throws Exception {
        // Given
        install("tools", "mvn", "");
        install("tools", "npm", "");
        Files.writeString(install("tools", "node", "").resolve("node"), "#!/bin/bash\necho 18\n");

        // Then
        assertThat(rbv(jdk(), "test").output()).startsWith("Node.js 18 is too old");
    }

    @Test
    void anUnknownCommandIsToldInOneSentence() throws Exception {
        assertThat(rbv(jdk(), "dmeo"))
                .isEqualTo(new Ended(1, "There is no command \"dmeo\". ./rbv --help lists them.\n"));
    }

    @Test
    void whileANodeRunsFromAnOlderBuildNothingIsBuiltOverIt() throws Exception {
        // Given
        Path folder = anOlderBuild();
        Process node = running(folder);
        try {
            // When
            Ended refused = rbv(jdk(), "serve");
            Ended tests = rbv(jdk(), "test");
            Ended beside = rbv(jdk(), "cluster");

            // Then
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.output())
                    .startsWith("These processes run from the last build")
                    .contains(": " + node.pid() + ". Stop them first")
                    .hasLineCount(1);
            assertThat(tests).isEqualTo(refused);
            assertThat(beside.code()).isZero();
            assertThat(beside.output())
                    .startsWith("The sources have changed")
                    .endsWith("the older build runs cluster\n");
            assertThat(folder.resolve("bin/recruiterbrain-voice")).exists();
        } finally {
            node.destroyForcibly().waitFor();
        }

        // Then: with nobody left it is built anew
        assertThat(rbv(jdk(), "cluster").output()).startsWith("Maven is missing.");
    }

    /** A distribution of sources that have changed since. */
    private Path anOlderBuild() throws IOException {
        for (String source : List.of("pom.xml", ".mvn", "contract", "verticles", "console", "conf", "sql")) {
            Files.createDirectories(machine.resolve(source));
        }
        Path folder =
                machine.resolve("launcher/target/recruiterbrain-voice-0.1.0").toAbsolutePath();
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("recruiterbrain-voice");
        Files.writeString(program, "#!/bin/bash\necho the older build runs $*\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve(".built"), "of older sources");
        return folder.toRealPath();
    }

    /** A process as the start script of that folder makes one, which waits for the end of its input. */
    private static Process running(Path folder) throws IOException {
        return new ProcessBuilder("/bin/bash", "-c", "read -r", "node", "-Drbv.home=" + folder).start();
    }

    private Path jdk() throws IOException {
        install("jdk", "javac", "");
        return install("jdk", "java", "openjdk version \"21.0.2\" 2024-01-16");
    }

    /** A program that only tells its version; answers with the home of a JDK, or with the folder on the PATH. */
    private Path install(String where, String name, String version) throws IOException {
        boolean onPath = where.equals("tools");
        Path folder = machine.resolve(where);
        Path program =
                Files.createDirectories(onPath ? folder : folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/bash\necho '" + version + "' >&2\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private Ended rbv(Path javaHome, String command) throws Exception {
        return run(javaHome, List.of("/bin/bash", machine.resolve("rbv").toString(), command));
    }

    private Ended bash(Path javaHome, String script) throws Exception {
        return run(javaHome, List.of("/bin/bash", "-c", script));
    }

    private Ended run(Path javaHome, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", machine.resolve("tools").toString(),
                        "HOME", machine.toString(),
                        "JAVA_HOME", javaHome.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private record Ended(int code, String output) {}
}
