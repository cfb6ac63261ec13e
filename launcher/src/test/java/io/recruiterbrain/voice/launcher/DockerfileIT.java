package io.recruiterbrain.voice.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfile against the built folder that is its context; building the image needs an engine and a network. */
class DockerfileIT {
    private static final Path CONTEXT = Path.of("target", "recruiterbrain-voice-0.1.0");
    private static final Pattern SETTING = Pattern.compile("(?:^ENV|^)\\s+([A-Z_]+)=");
    private static final Pattern PROGRAM = Pattern.compile("\\[\"/opt/recruiterbrain-voice/(bin/[a-z-]+)\"");

    @Test
    void everythingThatIsCopiedStandsInTheContextAndIsLetIn() throws IOException {
        // Given
        List<String> copied = lines(CONTEXT.resolve("docker/Dockerfile"))
                .filter(line -> line.startsWith("COPY "))
                .map(line -> line.split(" "))
                .flatMap(words -> Stream.of(words).skip(1).limit(words.length - 2L))
                .toList();

        // When
        List<String> letIn = lines(CONTEXT.resolve(".dockerignore"))
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        // Then
        assertThat(copied)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(letIn)
                .allSatisfy(source -> assertThat(CONTEXT.resolve(source)).exists());
        assertThat(lines(CONTEXT.resolve(".dockerignore"))).contains("*");
    }

    @Test
    void whatIsStartedAreProgramsOfTheDistribution() throws IOException {
        // Given
        String dockerfile = Files.readString(CONTEXT.resolve("docker/Dockerfile"));

        // When
        List<String> programs = PROGRAM.matcher(dockerfile)
                .results()
                .map(found -> found.group(1))
                .toList();

        // Then
        assertThat(programs)
                .containsExactly("bin/healthcheck", "bin/recruiterbrain-voice")
                .allSatisfy(program -> assertThat(CONTEXT.resolve(program)).isExecutable());
    }

    @Test
    void everySettingOfTheImageIsOneOfTheReference() throws IOException {
        // Given
        List<String> known = lines(CONTEXT.resolve("conf/reference.properties"))
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();

        // When
        List<String> set = lines(CONTEXT.resolve("docker/Dockerfile"))
                .flatMap(line -> SETTING.matcher(line).results().map(found -> found.group(1)))
                .toList();

        // Then
        assertThat(set).hasSize(6).isSubsetOf(known);
    }

    private static Stream<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream();
    }
}
