package io.recruiterbrain.voice.agent.speech.freetts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    How do you use an API?              | How do you use an ay pee eye?
                    Which APIs and SQL did you write?   | Which ay pee eyes and ess cue ell did you write?
                    Tell me about CI/CD.                | Tell me about see eye see dee.
                    Is REST better than gRPC?           | Is REST better than gee are pee see?
                    C++, C# or .NET?                    | see plus plus, see sharp or dot net?
                    Node.js & TypeScript                | node jay ess and type script
                    I saved 25% of $1,200.              | I saved twenty five percent of one thousand two hundred dollars.
                    In 2019 we had 3 servers            | In twenty nineteen we had three servers
                    the 2nd and the 21st time           | the second and the twenty first time
                    Java 21, version 3.5.1              | Java twenty one, version three point five point one
                    5 years, e.g. with Kubernetes       | five years, for example with koober netties
                    "Quoted" — and (in brackets)        | Quoted, and, in brackets
                    It's José's turn…                   | It's Jose's turn
                    **Bold** `code` # heading           | Bold code heading
                    24/7 support                        | twenty four seven support
                    What? Really?! Yes: it is.          | What? Really? Yes, it is.
                    a well-known 10–12 hour job         | a well known ten to twelve hour job
                    """)
    void aSentenceIsRewrittenAsItIsSaid(String written, String spoken) {
        // When
        String rewritten = SpokenText.of(written);

        // Then
        assertThat(rewritten).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource({"'',''", "' … ',''", "'?!',''", "'🙂',''"})
    void aTextWithoutWordsIsEmpty(String written, String spoken) {
        // When
        String rewritten = SpokenText.of(written);

        // Then
        assertThat(rewritten).isEqualTo(spoken);
    }
}
