package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Utterances as people say them, and as a recogniser writes them: lower case, no punctuation, words misheard. */
final class IntentReaderTest {
    /** Sphinx hears small words in breath and noise. */
    private static final List<String> BREATH_BEFORE = List.of("the ", "and ", "a ", "huh the ");

    private static final List<String> BREATH_AFTER = List.of("", " the", " and");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            STOP | Stop.
            STOP | Stop, please.
            STOP | I'd like to stop the interview.
            STOP | I would like to stop here.
            STOP | um i want to stop now
            STOP | sorry i have to go
            STOP | Sorry, I have to leave, my daughter is calling.
            STOP | can we stop the interview please
            STOP | Can we end this here?
            STOP | let's end the interview
            STOP | okay lets stop this
            STOP | i don't want to continue
            STOP | I do not want to continue with this interview anymore.
            STOP | please stop the interview
            STOP | i think we should stop the interview because i am not feeling well and i can not really concentrate today
            STOP | i want to quit
            STOP | I need to end the call, something came up at home and it can't wait.
            STOP | goodbye
            STOP | well i am going to hang up now
            STOP | that is enough
            STOP | can i stop now
            STOP | I'm sorry but I have to stop here because my train is arriving.
            STOP | we discussed a lot already and i am tired so i would like to end the interview
            ASKS_WHO_IS_SPEAKING | Are you a human?
            ASKS_WHO_IS_SPEAKING | are you a humane
            ASKS_WHO_IS_SPEAKING | are you a robot
            ASKS_WHO_IS_SPEAKING | Wait, am I talking to a real person?
            ASKS_WHO_IS_SPEAKING | am i speaking with a machine or a person
            ASKS_WHO_IS_SPEAKING | is this a recording
            ASKS_WHO_IS_SPEAKING | sorry who am i talking to
            ASKS_WHO_IS_SPEAKING | who are you
            ASKS_WHO_IS_SPEAKING | are you real
            ASKS_WHO_IS_SPEAKING | is that an ai
            REPEAT | Can you repeat that?
            REPEAT | Repeat.
            REPEAT | repeat please
            REPEAT | could you please repeat the question
            REPEAT | sorry i didn't catch that
            REPEAT | I didn't get the last part, sorry.
            REPEAT | Pardon?
            REPEAT | come again
            REPEAT | say that again please
            REPEAT | what was the question again
            REPEAT | can you say it once more
            REPEAT | sorry could you say the question again my connection was bad
            REPEAT | would you mind repeating the question
            REPEAT | I did not understand the question.
            REPEAT | what do you mean
            REPEAT | could you rephrase that
            REPEAT | can you hear me
            REPEAT | Hello? Are you still there?
            REPEAT | what
            REPEAT | one more time please
            REPEAT | sorry i was distracted could you please repeat the question
            SKIP | Skip.
            SKIP | skip this one
            SKIP | Let's skip this one.
            SKIP | can we skip this question
            SKIP | i'd like to skip that
            SKIP | next question please
            SKIP | pass
            SKIP | I'd rather not answer that.
            SKIP | i don't want to answer this question
            SKIP | can we move on to the next question
            SKIP | let us go to the next one
            SKIP | i don't know can we go to the next question
            SKIP | I have no idea, let's skip it.
            SKIP | move on
            SKIP | i don't know skip it
            SKIP | can we just move on
            SKIP | let's pass on this one
            SKIP | i will skip this question
            WAIT | Give me a moment.
            WAIT | give me a second please
            WAIT | one moment
            WAIT | One moment, please.
            WAIT | hold on
            WAIT | wait a minute
            WAIT | let me think
            WAIT | um let me think about that for a second
            WAIT | hmm that's a good question let me think
            WAIT | i need a moment
            WAIT | can i have a minute to think
            WAIT | just a second i have to close the window
            WAIT | bear with me
            WAIT | could you give me a moment
            """)
    void requestsAreUnderstood(Intent intent, String said) {
        assertThat(IntentReader.read(said)).isEqualTo(intent);
        assertThat(IntentReader.read(asRecognised(said))).isEqualTo(intent);
        for (String before : BREATH_BEFORE) {
            for (String after : BREATH_AFTER) {
                assertThat(IntentReader.read(before + asRecognised(said) + after))
                        .isEqualTo(intent);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            We had to stop the deployment.
            we had to stop the deployment because the tests failed
            I would stop the rollout first and look at the error rate.
            I would stop the rollout.
            We stopped the release.
            I had to end the call because the customer was shouting at me
            then i would end the call politely
            I want to stop problems before they reach the customer.
            we wanted to stop the meeting culture
            I skip the unit tests for generated code.
            we decided to skip it and to test the risky part only
            I would skip the tests that never fail.
            we pass the token to the service
            the tests pass
            I repeat the measurement three times.
            I would ask the customer to repeat the steps.
            I asked him can you repeat that
            then the customer said i want to stop the contract and i asked for the reason
            the user told me i did not get that mail
            i did not hear back from the customer for two weeks so i called again
            I did not understand the domain at first, so I spent two weeks with the sales team.
            One moment that shaped me was when the whole site went down on a Friday.
            Let me think about the trade off here: a cache makes it fast but stale.
            give me a problem and i will first write a failing test for it
            wait times went down from nine minutes to two
            we used a hold on the account until it was checked
            i work with people who are human and make mistakes
            the machine was a robot arm and i wrote the controller
            i want to end with one example from my last job
            I need to leave room for the unexpected in every plan.
            i have to go through the logs first and then i compare the versions
            I don't know.
            no
            yes
            kubernetes
            again i would measure first
            it depends
            what i did was to write a small tool
            What was the question the customer really had, that is what I try to find out first.
            next question for me would be who owns the data
            i do not want to continue a project that has no users so i would say so
            let us go through an example where a client sends the same request twice
            let us move on to kubernetes which we introduced two years ago
            i would like to go on working with the same team for a while before changing the process
            i want to stop by saying that we measured it twice
            please stop me if this is too detailed but we used a queue between both services
            i think we should move on from the old framework because nobody maintains it
            my manager said can you repeat that in front of the board
            are you a human is what our users asked the chat tool all the time so we labelled it
            let me take an example from my previous company where we moved to a new database
            """)
    void answersThatHoldSuchWordsStayAnswers(String said) {
        assertThat(IntentReader.read(said)).isEqualTo(Intent.ANSWER);
        assertThat(IntentReader.read(asRecognised(said))).isEqualTo(Intent.ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"''", "'   '", "'...'", "'?!'"})
    void silenceAndNoiseAreAnswersWithNothingInThem(String said) {
        assertThat(IntentReader.read(said)).isEqualTo(Intent.ANSWER);
    }

    private static String asRecognised(String said) {
        return said.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9' ]", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
