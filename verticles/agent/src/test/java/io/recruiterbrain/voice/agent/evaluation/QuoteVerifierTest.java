package io.recruiterbrain.voice.agent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.Interviews.Conversation;
import io.recruiterbrain.voice.contract.evaluation.Quote;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuoteVerifierTest {
    private final QuoteVerifier verifier = new QuoteVerifier(new Conversation()
            .agent(TurnKind.QUESTION, 1, "How do you find a slow query?")
            .candidate(TurnKind.ANSWER, 1, "Well, I don't guess. I read the query plan first, then the locks.")
            .candidate(TurnKind.ANSWER, 1, "we ran it on copy of production data")
            .turns());

    @ParameterizedTest(name = "turn {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2 | I read the query plan first
            2 | i READ the   query plan first then the locks
            2 | “I dont guess”
            2 | I don’t guess. I read
            3 | production data.
            3 | we ran it on copy of production data
            """)
    void wordsThatWereSaidStand(int turnNo, String quote) {
        assertThat(verifier.stands(new Quote(turnNo, quote))).isTrue();
    }

    @ParameterizedTest(name = "turn {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | How do you find a slow query
            2 | production data
            3 | I read the query plan first
            2 | I read the plan first
            2 | I read the query plan and then the locks
            3 | ran it on a copy of production data
            3 | product
            2 | ... !!
            9 | I read the query plan first
            """)
    void wordsOfTheAgentOfAnotherTurnOrNotQuiteSaidDoNot(int turnNo, String quote) {
        assertThat(verifier.stands(new Quote(turnNo, quote))).isFalse();
    }
}
