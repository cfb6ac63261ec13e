package io.recruiterbrain.voice.persistence.vector.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.turn.Speaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MilvusFilterTest {
    private static final int TRIES = 20_000;
    private static final String NASTY =
            "\"'\\\n\r\t\b\0()[]{}%_,;=<>!&| abzAZ09-/*.\u2028\u2029\u0085\u00a0\u7f16\ud83d\ude00\ud83d";

    @Test
    void eachPartIsAComparisonAndAllMustHold() {
        // Given
        UUID id = UUID.fromString("2f9d8f0e-5d8e-4a39-8a43-0e41b5a3cc11");
        Instant from = Instant.parse("2026-11-23T12:00:00.000001Z");

        // When
        String expression = MilvusFilter.of(
                new SearchFilter(id, "job \"7\"", "a\\b", Speaker.CANDIDATE, from, from.plusSeconds(1)));

        // Then
        assertThat(expression)
                .isEqualTo("interview_id == \"2f9d8f0e-5d8e-4a39-8a43-0e41b5a3cc11\""
                        + " and job_id == \"job \\\"7\\\"\" and candidate_id == \"a\\\\b\""
                        + " and speaker == \"CANDIDATE\""
                        + " and started_at >= 1795435200000001 and started_at < 1795435201000001");
        assertThat(MilvusFilter.of(SearchFilter.NONE)).isEmpty();
    }

    @Test
    void noStringFromOutsideLeavesItsLiteral() {
        // Given
        Random random = new Random(7);
        for (int i = 0; i < TRIES; i++) {
            String job = nasty(random);
            String candidate = nasty(random);

            // When
            String expression = MilvusFilter.of(new SearchFilter(null, job, candidate, null, null, null));

            // Then
            List<String> literals = new ArrayList<>();
            assertThat(withoutLiterals(expression, literals)).isEqualTo("job_id == ? and candidate_id == ?");
            assertThat(literals).containsExactly(storable(job), storable(candidate));
        }
    }

    private static String nasty(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(1, 12); length > 0; length--) {
            text.append(
                    random.nextInt(8) == 0
                            ? (char) random.nextInt(Character.MAX_VALUE + 1)
                            : NASTY.charAt(random.nextInt(NASTY.length())));
        }
        return text.toString();
    }

    /** As UTF-8 has it: halves of surrogate pairs do not exist. */
    private static String storable(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .forEach(character ->
                        whole.appendCodePoint(character >= 0xD800 && character <= 0xDFFF ? 0xFFFD : character));
        return whole.toString();
    }

    /** Reads string literals by the rules of Milvus' grammar; what it would refuse fails. */
    private static String withoutLiterals(String expression, List<String> literals) {
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < expression.length(); i++) {
            if (expression.charAt(i) != '"') {
                rest.append(expression.charAt(i));
                continue;
            }
            StringBuilder literal = new StringBuilder();
            for (i++; expression.charAt(i) != '"'; i++) {
                char character = expression.charAt(i);
                assertThat(character).isNotIn('\n', '\r');
                literal.append(character == '\\' ? escaped(expression.charAt(++i)) : character);
            }
            literals.add(literal.toString());
            rest.append('?');
        }
        return rest.toString();
    }

    private static char escaped(char character) {
        return switch (character) {
            case '"', '\\' -> character;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new AssertionError("unknown escape");
        };
    }
}
