package io.recruiterbrain.voice.persistence.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Who may change the schema, and what the application's role may do when it is not that one. */
final class MigrationRights {
    /** What keeps a role from changing the schema. */
    enum Obstacle {
        NONE,
        /** It may make no table in the schema, as everybody but the database's owner since PostgreSQL 15. */
        NO_CREATE,
        /** The tables are another role's. */
        NOT_OWNER
    }

    private static final String OBSTACLE = """
            SELECT CASE
                WHEN EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
                    AND c.relname = 'flyway_schema_history' AND NOT pg_has_role(c.relowner, 'USAGE')) THEN 'NOT_OWNER'
                WHEN coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) THEN 'NONE'
                ELSE 'NO_CREATE' END
            """;

    /** Rows of every table of ours; of the history of migrations only reading. No table is made, changed or emptied. */
    private static final String GRANTS = """
            SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), $role) AS statement
            UNION ALL
            SELECT format(CASE WHEN c.relname = 'flyway_schema_history' THEN 'GRANT SELECT ON %I.%I TO %I'
                    ELSE 'GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I' END, current_schema(), c.relname, $role)
            FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                AND pg_has_role(c.relowner, 'USAGE')
            """.replace("$role", "?::text");

    private MigrationRights() {}

    static Obstacle obstacle(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OBSTACLE)) {
            rows.next();
            return Obstacle.valueOf(rows.getString(1));
        }
    }

    static void grant(DataSource source, String role) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement all = connection.prepareStatement(GRANTS);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            all.setString(1, role);
            all.setString(2, role);
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    statement.addBatch(rows.getString(1));
                }
            }
            statement.executeBatch();
            connection.commit();
        }
    }
}
