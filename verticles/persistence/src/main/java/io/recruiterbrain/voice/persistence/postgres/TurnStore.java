package io.recruiterbrain.voice.persistence.postgres;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Transcript;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.recruiterbrain.voice.persistence.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Turns: written in groups, acknowledged after the commit, the first of a number stays. */
public final class TurnStore {
    private static final String FIND = "SELECT " + TurnRows.COLUMNS + """
             FROM interviews i LEFT JOIN turns t USING (interview_id)
            WHERE i.interview_id = $1 ORDER BY t.turn_no
            """;

    private final Database database;
    private final Fences fences;
    private final TurnBatch batch;
    private final GroupCommit<SaveTurn, TurnSaved> commits;
    private final Runnable committed;
    private final Timer commitTime;
    private final DistributionSummary commitTurns;

    /**
     * @param committed told after each commit: events and outbox have something new
     */
    public TurnStore(
            Vertx vertx,
            Database database,
            PersistenceConfig.Turns config,
            Clock clock,
            Fences fences,
            MeterRegistry registry,
            Runnable committed) {
        this.database = database;
        this.fences = fences;
        this.batch = new TurnBatch(clock, fences);
        this.commits = new GroupCommit<>(vertx, config.commitWindow(), config.queueLimit(), this::write);
        this.committed = committed;
        this.commitTime = Timer.builder("rbv.persistence.commit")
                .description("time of one group commit of turns")
                .publishPercentileHistogram()
                .register(registry);
        this.commitTurns = DistributionSummary.builder("rbv.persistence.commit.turns")
                .description("turns in one group commit")
                .register(registry);
        Gauge.builder("rbv.persistence.turns.queued", this, TurnStore::queued)
                .description("turns that wait for their commit")
                .register(registry);
    }

    public Future<TurnSaved> save(SaveTurn request) {
        if (request.turn().text().indexOf('\0') >= 0) {
            return Future.failedFuture(
                    new ServiceException(ErrorCode.INVALID_REQUEST, "text holds the character U+0000"));
        }
        return commits.add(request);
    }

    public Future<Transcript> find(FindTranscript request) {
        return database.read(connection -> connection
                .preparedQuery(FIND)
                .execute(Tuple.of(request.interviewId()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw InterviewRows.notFound();
                    }
                    var first = rows.iterator().next();
                    if (first.getValue("erased_at") != null) {
                        throw InterviewRows.erased();
                    }
                    return new Transcript(
                            request.interviewId(),
                            first.getValue("turn_no") == null ? List.of() : Rows.map(rows, TurnRows::turn));
                }));
    }

    /** Turns that wait for their commit. */
    public int queued() {
        return commits.size();
    }

    private Future<List<Future<TurnSaved>>> write(List<SaveTurn> group) {
        Timer.Sample sample = Timer.start();
        return database.transaction(connection -> batch.write(connection, group))
                .onSuccess(found -> {
                    sample.stop(commitTime);
                    commitTurns.record(group.size());
                    committed.run();
                })
                .map(written -> outcomes(group, written));
    }

    private List<Future<TurnSaved>> outcomes(List<SaveTurn> group, List<TurnBatch.Written> written) {
        List<Future<TurnSaved>> outcomes = new ArrayList<>(group.size());
        for (int i = 0; i < group.size(); i++) {
            outcomes.add(outcome(group.get(i), written.get(i)));
        }
        return outcomes;
    }

    private Future<TurnSaved> outcome(SaveTurn save, TurnBatch.Written written) {
        return switch (written.standing()) {
            case WHOLE ->
                Future.succeededFuture(
                        new TurnSaved(save.interviewId(), save.turn().turnNo()));
            case ERASED -> Future.failedFuture(InterviewRows.erased());
            case ABSENT -> Future.failedFuture(InterviewRows.notFound());
            case STALE -> Future.failedFuture(fences.refuse(save.interviewId(), save.fence(), written.fence()));
        };
    }
}
