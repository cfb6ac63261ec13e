package io.recruiterbrain.voice.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.AgentConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.http.config.LinkSecret;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference tells people what holds when they set nothing; the records' own defaults hold in tests and tools. */
class DefaultsTest {
    private static final String LINK_SECRET = "a secret of more than thirty-two characters";

    @TempDir
    Path folder;

    private NodeConfig untouched;

    @BeforeEach
    void readNothing() {
        untouched = new NodeConfigReader(SettingsSource.load(Map.of(), folder, folder), () -> LINK_SECRET).read();
    }

    @Test
    void theHttpModuleStartsFromTheReference() {
        assertThat(untouched.http()).isEqualTo(HttpConfig.defaults(new LinkSecret(LINK_SECRET)));
    }

    @Test
    void persistenceStartsFromTheReference() {
        assertThat(untouched.persistence()).isEqualTo(PersistenceConfig.defaults(untouched.dataDirectory()));
    }

    @Test
    void embeddingStartsFromTheReference() {
        assertThat(untouched.embedding()).isEqualTo(EmbeddingConfig.defaults());
    }

    @Test
    void theAgentStartsFromTheReference() {
        // Given: a node is named after its host, which no record knows
        AgentConfig agent = AgentConfig.defaults();

        // Then
        assertThat(untouched.agent())
                .isEqualTo(new AgentConfig(
                        untouched.nodeId(),
                        agent.rooms(),
                        agent.cpuLimit(),
                        agent.drainTimeout(),
                        agent.turn(),
                        agent.plan(),
                        agent.conversation()));
    }

    @Test
    void mediaAndSpeechStartFromTheReference() {
        assertThat(untouched.media()).isEqualTo(MediaConfig.defaults());
        assertThat(untouched.sphinx()).isEqualTo(SphinxConfig.defaults());
        assertThat(untouched.freeTts()).isEqualTo(FreeTtsConfig.defaults());
    }
}
