package io.recruiterbrain.voice.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recruiterbrain.voice.agent.speech.deepgram.DeepgramConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigReaderTest {
    private static final String LINK_SECRET = "a secret of more than thirty-two characters";

    @TempDir
    Path folder;

    @Test
    void theReferenceHoldsExactlyTheSettingsThatAreRead() {
        // Given
        Settings settings = settings(Map.of());

        // When
        new NodeConfigReader(settings, () -> LINK_SECRET).read();

        // Then: logging is read before, by its own class
        TreeSet<String> read = new TreeSet<>(settings.namesRead());
        read.addAll(java.util.List.of("DEBUG", "LOG_LEVEL", "LOG_FORMAT"));
        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(SettingsSource.reference().keySet());
    }

    @Test
    void aFreshMachineNeedsNoSettingAtAll() {
        // When
        NodeConfig config = read(Map.of());

        // Then
        assertThat(config.http().port()).isEqualTo(8000);
        assertThat(config.http().publicUrl()).hasToString("http://localhost:8000");
        assertThat(config.http().linkSecret().value()).isEqualTo(LINK_SECRET);
        assertThat(config.persistence().server()).isNull();
        assertThat(config.firstApiKey()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> read(Map.of(
                        "API_PORT", "eighty",
                        "INTERVIEW_QUESTIONS_COUNT", "0",
                        "RBV_TURN_OPEN_DELAY", "soon",
                        "RBV_API_KEY", "short",
                        "RBV_PUBLIC_URL", "interviews.example.com",
                        "RBV_DATADIR", "/tmp",
                        "DEEPGRAM_API_KEY", "dg secret")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("API_PORT must be a whole number from 0 to 65535, but is \"eighty\"")
                .hasMessageContaining("INTERVIEW_QUESTIONS_COUNT must be a whole number from 1 to 20, but is \"0\"")
                .hasMessageContaining("RBV_TURN_OPEN_DELAY must be a duration such as 600ms, 4s or 2m, but is \"soon\"")
                .hasMessageContaining("RBV_API_KEY must have at least 20 characters")
                .hasMessageContaining("RBV_PUBLIC_URL must be an address such as https://interviews.example.com")
                .hasMessageContaining("RBV_DATADIR in the environment is not a setting; did you mean RBV_DATA_DIR?")
                .hasMessageContaining("DEEPGRAM_API_KEY must be a key without spaces")
                .hasMessageNotContaining("dg secret")
                .hasMessageNotContaining("short\"");
    }

    @Test
    void aDurationWithoutItsUnitIsToldOnceAndWhatElseIsWrongBesideIt() {
        assertThatThrownBy(() -> read(Map.of("RBV_TURN_OPEN_DELAY", "4")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RBV_TURN_OPEN_DELAY must be a duration such as 600ms, 4s or 2m, but is \"4\"")
                .hasMessageNotContaining("RBV_TURN_UNCLEAR_DELAY");
        assertThatThrownBy(() -> read(Map.of("RBV_TURN_OPEN_DELAY", "9", "RBV_TURN_UNCLEAR_DELAY", "7s")))
                .hasMessageContaining("RBV_TURN_OPEN_DELAY must be a duration")
                .hasMessageNotContaining("RBV_TURN_UNCLEAR_DELAY");
        assertThatThrownBy(() -> read(Map.of("RBV_TURN_FINAL_WAIT", "4", "RBV_TURN_UNCLEAR_DELAY", "9s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RBV_TURN_FINAL_WAIT must be a duration")
                .hasMessageContaining("RBV_TURN_OPEN_DELAY must not be below RBV_TURN_UNCLEAR_DELAY");
    }

    @Test
    void aPortThatCannotBeIsToldAlsoBesideOneThatCannotBeRead() {
        assertThatThrownBy(() -> read(Map.of("RBV_UDP_PORT_MIN", "x", "RBV_UDP_PORT_MAX", "80")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RBV_UDP_PORT_MIN must be a whole number")
                .hasMessageContaining("RBV_UDP_PORT_MAX must be from 1024 to 65535, or 0");
        assertThatThrownBy(() -> read(Map.of("RBV_UDP_PORT_MIN", "x", "RBV_UDP_PORT_MAX", "50000")))
                .hasMessageContaining("RBV_UDP_PORT_MIN must be a whole number")
                .hasMessageNotContaining("RBV_UDP_PORT_MAX");
    }

    @ParameterizedTest
    @CsvSource({
        "DEEPGRAM_MODEL, nova-3, DEEPGRAM_API_KEY",
        "OPENAI_BASE_URL, http://localhost:8080/v1, OPENAI_API_KEY",
        "GOOGLE_TTS_VOICE_NAME, en-GB-Neural2-A, GOOGLE_APPLICATION_CREDENTIALS",
        "LIVEKIT_API_SECRET, something, LIVEKIT_URL",
        "LIVEKIT_PUBLIC_URL, wss://rooms.example.com, LIVEKIT_URL",
        "OPENAI_TTS_VOICE, nova, OPENAI_TTS_BASE_URL"
    })
    void aProductionAdapterThatIsSetHalfwayIsNeverIgnored(String setting, String value, String missing) {
        assertThatThrownBy(() -> read(Map.of(setting, value)))
                .hasMessageContaining(setting + " is set for")
                .hasMessageContaining("turned on by " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "LIVEKIT_URL, live kit, must be an address",
        "LIVEKIT_URL, ftp://livekit.example.com, must be an address",
        "LIVEKIT_PUBLIC_URL, wss://, must be an address",
        "LIVEKIT_API_KEY, '', is missing",
        "LIVEKIT_API_SECRET, short, must have at least 32 characters"
    })
    void settingsOfLiveKitThatCannotBeRightAreNamed(String setting, String value, String told) {
        // Given
        Map<String, String> settings = new HashMap<>(Map.of(
                "LIVEKIT_URL", "https://livekit.example.com",
                "LIVEKIT_API_KEY", "key",
                "LIVEKIT_API_SECRET", "a-secret-with-more-than-32-characters"));
        settings.put(setting, value);

        // When / Then
        assertThatThrownBy(() -> read(settings)).hasMessageContaining(setting + " " + told);
    }

    @Test
    void aKeyTurnsItsProviderOnBeforeTheEmbeddedOne() {
        // When
        Providers providers = read(Map.of(
                        "DEEPGRAM_API_KEY", "dg-key",
                        "OPENAI_STT_BASE_URL", "http://localhost:9000/v1",
                        "OPENAI_API_KEY", "sk-key"))
                .providers();

        // Then
        assertThat(providers.hearing()).containsExactly("deepgram", "openai-stt", "sphinx");
        assertThat(providers.thinking()).containsExactly("openai", "rules");
        assertThat(providers.speaking()).containsExactly("freetts");
        assertThat(providers.deepgram())
                .get()
                .hasToString(DeepgramConfig.of("dg-key").toString());
    }

    @Test
    void theOrderOfProvidersCanBeChosen() {
        // When
        Providers providers = read(Map.of("DEEPGRAM_API_KEY", "dg-key", "RBV_STT_CHAIN", "deepgram"))
                .providers();

        // Then
        assertThat(providers.hearing()).containsExactly("deepgram");
    }

    @Test
    void aProviderThatIsNotConfiguredCannotBeChosen() {
        assertThatThrownBy(() -> read(Map.of("RBV_STT_CHAIN", "deepgram, sphinx")))
                .hasMessageContaining(
                        "RBV_STT_CHAIN may name, with what is configured: sphinx; but is [deepgram, sphinx]");
    }

    @Test
    void theEnvironmentWinsOverDotEnvWhichWinsOverTheFileInConf() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/recruiterbrain.properties"),
                "API_PORT=1001\nINTERVIEW_QUESTIONS_COUNT=3\nRBV_AGENT_ROOMS=7\n");
        Files.writeString(folder.resolve(".env"), "# comment\nexport API_PORT=1002\nINTERVIEW_QUESTIONS_COUNT=\"4\"\n");

        // When
        NodeConfig config = read(Map.of("API_PORT", "1003"));

        // Then
        assertThat(config.http().port()).isEqualTo(1003);
        assertThat(config.http().interviews().questionCount()).isEqualTo(4);
        assertThat(config.agent().rooms()).isEqualTo(7);
    }

    @Test
    void aRefusedConfigurationLeavesNoSecretBehind() {
        assertThatThrownBy(() -> new NodeConfigReader(settings(Map.of("API_PORT", "x")), () -> {
                            throw new AssertionError("made a secret");
                        })
                        .read())
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aMisspelledNameInAFileStopsTheStart() throws IOException {
        Files.writeString(folder.resolve(".env"), "API_PROT=1002\n");

        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining("API_PROT")
                .hasMessageContaining("did you mean API_PORT?");
    }

    @ParameterizedTest
    @CsvSource({"RBV_HEAP, .env", "RBV_JAVA_OPTIONS, conf/recruiterbrain.properties"})
    void aSettingOfTheStartScriptIsRefusedInAFile(String setting, String file) throws IOException {
        // Given
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve(file), setting + "=1g\n");

        // Then
        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContaining(setting + " in " + folder.resolve(file)
                        + " has no effect there: the start script reads it from the environment only");
    }

    @Test
    void aSettingOfTheStartScriptIsTakenInTheEnvironment() {
        assertThat(read(Map.of("RBV_HEAP", "1g", "RBV_JAVA_OPTIONS", "-Xlog:gc"))
                        .nodeId())
                .isNotBlank();
    }

    @Test
    void settingsOfADatabaseServerWithoutItsHostAreToldInOneSentence() {
        assertThatThrownBy(() -> read(Map.of("POSTGRES_DB", "interviews", "POSTGRES_PASSWORD", "pg-secret")))
                .hasMessageContaining("POSTGRES_DB, POSTGRES_PASSWORD needs POSTGRES_HOST")
                .hasMessageNotContaining("pg-secret");
    }

    @ParameterizedTest
    @CsvSource({"''", "db.example.com"})
    void aWrongSslModeIsToldWithAndWithoutAHost(String host) {
        assertThatThrownBy(() -> read(Map.of("POSTGRES_HOST", host, "POSTGRES_SSLMODE", "always")))
                .hasMessageContaining("POSTGRES_SSLMODE must be one of disable, allow, prefer, require, verify-ca,"
                        + " verify-full, but is \"always\"");
    }

    @Test
    void theExampleNamesSettingsThatExist() throws IOException {
        // Given
        Properties example = new Properties();
        String text = Files.readString(Path.of("..", ".env.example")).replaceAll("(?m)^#([A-Z])", "$1");
        example.load(new java.io.StringReader(text));

        // Then
        assertThat(SettingsSource.reference().keySet()).containsAll(example.stringPropertyNames());
    }

    private NodeConfig read(Map<String, String> environment) {
        return new NodeConfigReader(settings(environment), () -> LINK_SECRET).read();
    }

    private Settings settings(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        return SettingsSource.load(all, folder, folder);
    }
}
