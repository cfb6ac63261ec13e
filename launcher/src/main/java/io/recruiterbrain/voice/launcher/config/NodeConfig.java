package io.recruiterbrain.voice.launcher.config;

import io.recruiterbrain.voice.agent.AgentConfig;
import io.recruiterbrain.voice.agent.room.webrtc.MediaConfig;
import io.recruiterbrain.voice.agent.speech.freetts.FreeTtsConfig;
import io.recruiterbrain.voice.agent.speech.sphinx.SphinxConfig;
import io.recruiterbrain.voice.embedding.EmbeddingConfig;
import io.recruiterbrain.voice.http.config.HttpConfig;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One node's configuration: a record for each module.
 *
 * @param dataDirectory where everything this node keeps lives
 * @param firstApiKey key that must be known after the start, absent when one is to be generated
 * @param cluster absent for a node that stands alone
 */
public record NodeConfig(
        String nodeId,
        Path dataDirectory,
        Optional<String> firstApiKey,
        Roles roles,
        Optional<ClusterConfig> cluster,
        HttpConfig http,
        PersistenceConfig persistence,
        EmbeddingConfig embedding,
        AgentConfig agent,
        MediaConfig media,
        Providers providers,
        SphinxConfig sphinx,
        FreeTtsConfig freeTts) {
    @Override
    public String toString() {
        return "NodeConfig[" + nodeId + "]";
    }

    /** The same with another first key. */
    public NodeConfig withFirstApiKey(String key) {
        return new NodeConfig(
                nodeId,
                dataDirectory,
                Optional.of(key),
                roles,
                cluster,
                http,
                persistence,
                embedding,
                agent,
                media,
                providers,
                sphinx,
                freeTts);
    }
}
