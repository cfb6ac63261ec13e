package io.recruiterbrain.voice.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.persistence.PersistenceConfig;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the driver says, and which setting is named for it. */
class MigrationFaultsTest {
    private static final String REFUSED =
            "Connection to 127.0.0.1:5432 refused. Check that the hostname and port are correct"
                    + " and that the postmaster is accepting TCP/IP connections.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08001 | false | REFUSED | start it, or check POSTGRES_HOST and POSTGRES_PORT",
                "08001 | false | The connection attempt failed. | start it, or check POSTGRES_HOST and POSTGRES_PORT",
                "08006 | false | SSL error: PKIX path building failed | check POSTGRES_HOST and POSTGRES_SSLROOTCERT",
                "28P01 | false | password authentication failed | check POSTGRES_USER and POSTGRES_PASSWORD.",
                "28P01 | true | password authentication failed | check POSTGRES_MIGRATION_USER and POSTGRES_MIGRATION_PASSWORD.",
                "08004 | false | The server requested SCRAM-based authentication, but the password is an empty string. | set POSTGRES_PASSWORD.",
                "08004 | true | The server requested SCRAM-based authentication, but no password was provided. | set POSTGRES_MIGRATION_PASSWORD.",
                "28000 | false | role is not permitted to log in | check POSTGRES_USER and its pg_hba.conf",
                "3D000 | false | database does not exist | check POSTGRES_DB.",
                "42501 | false | permission denied for schema public | run ./rbv migrate with POSTGRES_MIGRATION_USER, a role that may make tables, or give this one CREATE on the schema (docs/providers/postgresql.md).",
                "42501 | false | must be owner of table turns | run ./rbv migrate with POSTGRES_MIGRATION_USER, the owner of its tables (docs/providers/postgresql.md).",
                "42501 | true | permission denied for schema public | POSTGRES_MIGRATION_USER someone may not do that",
                "XX000 | false | the disk is on fire | the disk is on fire"
            })
    void theSettingToMendIsNamed(String state, boolean migrationRole, String said, String named) {
        // Given
        PersistenceConfig.Server server = new PersistenceConfig.Server(
                "127.0.0.1", 5432, "recruiterbrain", "someone", "secret-pw", "prefer", null);
        SQLException driver = new SQLException(said.replace("REFUSED", REFUSED), state);

        // When
        String sentence = MigrationFaults.toStartFailed(
                        server, "someone", migrationRole, new FlywayException(said, driver))
                .getMessage();

        // Then
        assertThat(sentence)
                .startsWith("The database recruiterbrain on 127.0.0.1:5432 cannot be used: ")
                .contains(named)
                .doesNotContain("secret-pw");
    }
}
