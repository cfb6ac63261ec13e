package io.recruiterbrain.voice.persistence.vector.milvus;

import io.recruiterbrain.voice.contract.search.SearchFilter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Compiles a search's typed filter to Milvus' boolean expression. Field names and operators are constants of this file;
 * whatever comes from outside is a number or a quoted literal that it cannot leave.
 */
final class MilvusFilter {
    private MilvusFilter() {}

    /** Empty when everything passes. */
    static String of(SearchFilter filter) {
        List<String> all = new ArrayList<>();
        if (filter.interviewId() != null) {
            all.add(ofInterview(filter.interviewId()));
        }
        if (filter.jobId() != null) {
            all.add(MilvusSchema.JOB + " == " + quote(filter.jobId()));
        }
        if (filter.candidateId() != null) {
            all.add(MilvusSchema.CANDIDATE + " == " + quote(filter.candidateId()));
        }
        if (filter.speaker() != null) {
            all.add(MilvusSchema.SPEAKER + " == " + quote(filter.speaker().name()));
        }
        if (filter.from() != null) {
            all.add(MilvusSchema.STARTED + " >= " + micros(filter.from()));
        }
        if (filter.to() != null) {
            all.add(MilvusSchema.STARTED + " < " + micros(filter.to()));
        }
        return String.join(" and ", all);
    }

    static String ofInterview(UUID interviewId) {
        return MilvusSchema.INTERVIEW + " == " + quote(interviewId.toString());
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /**
     * A string literal. Only the quote, the backslash and line ends have a meaning inside one, to every version of the
     * server's grammar; half of a surrogate pair, which no stored text can hold, becomes U+FFFD as it would on the wire.
     */
    static String quote(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default ->
                    literal.appendCodePoint(
                            character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE
                                    ? 0xFFFD
                                    : character);
            }
        });
        return literal.append('"').toString();
    }
}
