package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.access.ApiKey;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Recruiters' keys by their hash. */
public final class ApiKeyStore {
    private static final String REPLACED = "DELETE FROM api_keys WHERE name = $1 AND sha256 <> $2";
    private static final String INSERT = """
            INSERT INTO api_keys (key_id, name, sha256, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND = "SELECT key_id, name, created_at FROM api_keys WHERE sha256 = $1";

    private final Database database;

    public ApiKeyStore(Database database) {
        this.database = database;
    }

    /** Answers with the key that has this hash, also when it was there before. */
    public Future<ApiKey> save(SaveApiKey request) {
        return database.transaction(connection -> connection
                .preparedQuery(REPLACED)
                .execute(Tuple.of(request.name(), request.sha256()))
                .compose(replaced -> connection
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(
                                request.keyId(), request.name(), request.sha256(), Rows.time(request.createdAt()))))
                .compose(inserted -> connection.preparedQuery(FIND).execute(Tuple.of(request.sha256())))
                .map(ApiKeyStore::only));
    }

    public Future<ApiKey> find(FindApiKey request) {
        return database.read(connection -> connection
                .preparedQuery(FIND)
                .execute(Tuple.of(request.sha256()))
                .map(ApiKeyStore::only));
    }

    private static ApiKey only(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new ServiceException(ErrorCode.NOT_FOUND, "there is no such API key");
        }
        Row row = rows.iterator().next();
        return new ApiKey(Rows.uuid(row, "key_id"), Rows.text(row, "name"), Rows.instant(row, "created_at"));
    }
}
