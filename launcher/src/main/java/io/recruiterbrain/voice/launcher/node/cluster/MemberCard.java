package io.recruiterbrain.voice.launcher.node.cluster;

import com.hazelcast.cluster.Member;
import io.recruiterbrain.voice.contract.ContractRevision;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a member shows to all others.
 *
 * @param revision of the contract's messages that it knows; absent with a member that is no node but an extension
 */
record MemberCard(String nodeId, String roles, @Nullable Integer revision) {
    private static final String NODE = "rbv.node";
    private static final String ROLES = "rbv.roles";
    private static final String REVISION = "rbv.contract";

    static MemberCard of(NodeConfig config) {
        return new MemberCard(config.nodeId(), config.roles().words(), ContractRevision.CURRENT);
    }

    static MemberCard of(Member member) {
        return new MemberCard(
                Optional.ofNullable(member.getAttribute(NODE))
                        .orElseGet(() -> member.getAddress().toString()),
                Optional.ofNullable(member.getAttribute(ROLES)).orElse("extension"),
                number(member.getAttribute(REVISION)));
    }

    Map<String, String> attributes() {
        return Map.of(NODE, nodeId, ROLES, roles, REVISION, String.valueOf(revision));
    }

    /** An extension speaks by documented messages only, which stay. */
    boolean understandsUs() {
        return revision == null || ContractRevision.worksWith(revision);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,6}") ? null : Integer.valueOf(text);
    }
}
