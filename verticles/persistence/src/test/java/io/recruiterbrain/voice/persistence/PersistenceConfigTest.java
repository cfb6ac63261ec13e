package io.recruiterbrain.voice.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PersistenceConfigTest {
    @Test
    void aPasswordIsNeverShown() {
        // Given
        var server = new PersistenceConfig.Server("db", 5432, "recruiterbrain", "rb", "s3cret", "require", null);

        // When
        String shown = server.toString();

        // Then
        assertThat(shown).contains("rb@db:5432").doesNotContain("s3cret");
    }

    @Test
    void aWrongValueIsNamedByItsEnvironmentVariable() {
        // Given, When, Then
        assertThatThrownBy(() -> new PersistenceConfig.Server("db", 0, "d", "u", "p", "require", null))
                .hasMessageContaining("POSTGRES_PORT");
        assertThatThrownBy(() -> new PersistenceConfig.Server("db", 5432, "d", "u", "p", "sometimes", null))
                .hasMessageContaining("POSTGRES_SSLMODE");
        assertThatThrownBy(() -> new PersistenceConfig.Server("db", 5432, "d", "u", "p", "verify-full", null))
                .hasMessageContaining("POSTGRES_SSLROOTCERT");
    }
}
