package io.recruiterbrain.voice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterNameTest {
    @Test
    void thePasswordIsPartOfWhatMembersCompareAndCannotBeReadInIt() {
        // When
        String name = ClusterName.of("interviews", "a password");

        // Then
        assertThat(name).startsWith("interviews-").doesNotContain("a password");
        assertThat(name).isNotEqualTo(ClusterName.of("interviews", "another"));
        assertThat(ClusterName.of("interviews", "")).isEqualTo("interviews");
    }
}
