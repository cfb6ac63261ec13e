package io.recruiterbrain.voice.persistence.postgres;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Lists interviews in keyset pages, newest first; erased ones are not listed. */
public final class InterviewList {
    private final Database database;

    public InterviewList(Database database) {
        this.database = database;
    }

    public Future<InterviewPage> list(ListInterviews request) {
        Conditions conditions = new Conditions(request.filter());
        if (request.cursor() != null) {
            Cursor cursor = Cursor.decode(request.cursor());
            conditions.after(cursor);
        }
        // One row more than asked tells whether there is a next page.
        String sql = InterviewRows.SELECT + " WHERE " + conditions.sql()
                + " ORDER BY i.created_at DESC, i.interview_id DESC LIMIT " + (request.limit() + 1);
        return database.read(connection -> connection
                .preparedQuery(sql)
                .execute(conditions.values)
                .map(rows -> {
                    List<Interview> found = Rows.map(rows, InterviewRows::interview);
                    if (found.size() <= request.limit()) {
                        return new InterviewPage(found, null);
                    }
                    List<Interview> page = found.subList(0, request.limit());
                    return new InterviewPage(page, Cursor.of(page.getLast()).encode());
                }));
    }

    /** The last interview of a page; opaque to clients. */
    record Cursor(Instant createdAt, UUID interviewId) {
        static Cursor of(Interview interview) {
            return new Cursor(interview.createdAt(), interview.interviewId());
        }

        String encode() {
            String plain = createdAt + "," + interviewId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        static Cursor decode(String encoded) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
                int comma = plain.indexOf(',');
                return new Cursor(
                        Instant.parse(plain.substring(0, Math.max(comma, 0))),
                        UUID.fromString(plain.substring(comma + 1)));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new ServiceException(
                        ErrorCode.INVALID_REQUEST,
                        "cursor is not one that this list gave out; start again without it",
                        e);
            }
        }
    }

    private static final class Conditions {
        private final List<String> all = new ArrayList<>(List.of("i.erased_at IS NULL"));
        private final Tuple values = Tuple.tuple();

        Conditions(InterviewFilter filter) {
            if (!filter.states().isEmpty()) {
                String[] states = filter.states().stream()
                        .map(InterviewState::name)
                        .sorted()
                        .toArray(String[]::new);
                add("i.state = ANY(?)", (Object) states);
            }
            if (filter.jobId() != null) {
                add("i.job_id = ?", filter.jobId());
            }
            if (filter.candidateId() != null) {
                add("i.candidate_id = ?", filter.candidateId());
            }
            if (filter.createdFrom() != null) {
                add("i.created_at >= ?", Rows.time(filter.createdFrom()));
            }
            if (filter.createdTo() != null) {
                add("i.created_at < ?", Rows.time(filter.createdTo()));
            }
        }

        void after(Cursor cursor) {
            add("(i.created_at, i.interview_id) < (?, ?)", Rows.time(cursor.createdAt()), cursor.interviewId());
        }

        String sql() {
            return String.join(" AND ", all);
        }

        private void add(String condition, Object... parameters) {
            String numbered = condition;
            for (Object parameter : parameters) {
                values.addValue(parameter);
                numbered = numbered.replaceFirst("\\?", "\\$" + values.size());
            }
            all.add(numbered);
        }
    }
}
