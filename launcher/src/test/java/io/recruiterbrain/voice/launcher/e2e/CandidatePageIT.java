package io.recruiterbrain.voice.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.BoundingBox;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What candidates do besides answering: reload, interrupt, stay silent, type, use a phone, open the link twice. */
class CandidatePageIT {
    private static final String QUESTION = "How did you move a large system to something new?";
    private static final String ANSWER =
            "In my last project we moved a large service to a new database. I wrote the tests and we moved the data in small steps over three weeks.";

    private static final String TYPED = "I learned that tests come first, and that small steps are quicker in the end.";

    private static final int PHONE_WIDTH = 375;

    private static RunningNode node;

    @BeforeAll
    static void start() throws Exception {
        node = RunningNode.start(Map.of("INTERVIEW_TIMEOUT_SECONDS", "6"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void aCandidateWhoReloadsInMidAnswerIsAskedAgainAndLosesNothing() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION);
        try (BrowserCandidate candidate = speaking(started)) {
            candidate.awaitQuestion();
            candidate.beginToSpeak(node.say(ANSWER), AudioFrame.SPEECH_RATE);
            candidate.awaitState("e2e.speaking");

            // When
            candidate.reload();

            // Then
            String again = candidate.awaitQuestion();
            assertThat(again).containsIgnoringCase("something new");
            node.speak(candidate, ANSWER);
            candidate.awaitState(
                    "rbv.phase !== 'call' || rbv.captions.some(c => c.speaker === 'candidate' && c.turnNo)");
            JsonArray turns = node.recruiter().turns(started);
            assertThat(turns.stream().map(turn -> ((JsonObject) turn).getInteger("turn_no")))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, turns.size()).boxed().toList());
            assertThat(kinds(turns)).contains("repeat", "answer");
            assertThat(candidate.complaints()).isEmpty();
        }
    }

    @Test
    void anInterruptedAgentFallsSilentAndItsTurnHoldsOnlyWhatWasPlayed() {
        // Given: a question that takes long to say
        JsonObject started = node.recruiter()
                .start(
                        10,
                        "When you think of all the systems that you have built and run over the years, and of the people you built them with, which of them would you build in another way today, and why would you do that?");
        try (BrowserCandidate candidate = speaking(started)) {
            candidate.awaitState(
                    "rbv.agentState === 'speaking' && rbv.captions.some(c => c.speaker === 'agent' && /systems/.test(c.text))");

            // When
            node.speak(candidate, "Excuse me, I would like to say something about that system now.");

            // Then
            candidate.awaitState("rbv.captions.some(c => c.speaker === 'candidate' && c.turnNo)");
            JsonArray turns = node.recruiter().turns(started);
            JsonObject question = turns.stream()
                    .map(JsonObject.class::cast)
                    .filter(turn -> turn.getString("kind").equalsIgnoreCase("question"))
                    .findFirst()
                    .orElseThrow();
            assertThat(question.getBoolean("interrupted")).isTrue();
            assertThat(question.getString("text")).doesNotContain("why would you do that");
        }
    }

    @Test
    void aSilentCandidateIsNudgedAskedAgainAndLetGoKindly() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION);
        try (BrowserCandidate candidate = speaking(started)) {
            // When: nothing is said
            candidate.awaitState("rbv.phase === 'goodbye'");

            // Then
            JsonArray turns = node.recruiter().turns(started);
            assertThat(kinds(turns)).contains("nudge", "closing");
            assertThat(kinds(turns).stream().filter("nudge"::equals).count()).isGreaterThanOrEqualTo(2);
            assertThat(kinds(turns).getLast()).isEqualTo("closing");
        }
    }

    @Test
    void onAPhoneWithoutAMicrophoneTheInterviewIsHeldByTyping() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION, "What did you learn from it?");
        String id = started.getString("interview_id");
        try (BrowserCandidate candidate = node.candidate(PHONE_WIDTH, 740, true)) {
            candidate.open(started.getString("candidate_url"));
            candidate.screenshot("phone-welcome");
            candidate.acceptConsent();
            candidate.screenshot("phone-microphone");

            // When
            candidate.joinTyping();
            for (int i = 0; i < 8 && !candidate.awaitQuestionOrEnd().isEmpty(); i++) {
                candidate.screenshot("phone-typing");
                candidate.type("Answer " + i + ": " + ANSWER);
            }

            // Then
            candidate.awaitState("rbv.phase === 'goodbye'");
            candidate.screenshot("phone-goodbye");
            assertThat(candidate.captures()).as("no microphone was opened").isZero();
            assertThat((Integer) candidate.state("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(PHONE_WIDTH);
            JsonArray turns = node.recruiter().turns(started);
            assertThat(answers(turns)).isNotEmpty().allMatch(turn -> turn.getBoolean("typed"));
            node.recruiter().awaitState(id, "evaluated");
            assertThat(candidate.complaints()).isEmpty();
        }
    }

    @Test
    void onAPhoneTheInterviewIsHeldBySpeaking() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION);
        try (BrowserCandidate candidate = node.candidate(PHONE_WIDTH, 740, false)) {
            join(candidate, started);
            candidate.page().getByTestId("mute").click();
            candidate.awaitState("rbv.muted");
            candidate.page().getByTestId("mute").click();
            candidate.awaitQuestion();

            // When
            node.speak(candidate, ANSWER);
            candidate.awaitState("rbv.captions.some(c => c.speaker === 'candidate' && c.turnNo)");
            candidate.screenshot("phone-speaking");

            // Then
            assertThat(answers(node.recruiter().turns(started)))
                    .isNotEmpty()
                    .noneMatch(turn -> turn.getBoolean("typed"));
            assertThat((Integer) candidate.state("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(PHONE_WIDTH);
            for (String control : List.of("mute", "to-typing", "leave")) {
                BoundingBox box = candidate.page().getByTestId(control).boundingBox();
                assertThat(box.x).as(control).isNotNegative();
                assertThat(box.x + box.width).as(control).isLessThanOrEqualTo(PHONE_WIDTH);
            }
            candidate.page().getByTestId("leave").click();
            candidate.page().getByTestId("leave-confirm").click();
            candidate.awaitState("rbv.phase === 'goodbye'");
            assertThat(candidate.complaints()).isEmpty();
        }
    }

    @Test
    void whoStopsSpeakingAndTypesInMidCallGoesOnInTheSameInterview() {
        // Given: a spoken answer
        JsonObject started = node.recruiter().start(10, QUESTION, "What did you learn from it?");
        try (BrowserCandidate candidate = speaking(started)) {
            candidate.awaitQuestion();
            node.speak(candidate, ANSWER);
            candidate.awaitState("rbv.captions.some(c => c.speaker === 'candidate' && c.turnNo)");
            candidate.awaitQuestion();

            // When
            candidate.switchToTyping();
            candidate.type(TYPED);

            // Then: the agent replies to it, and each turn knows how it was given
            candidate.awaitState("rbv.captions.some(typed => typed.turnNo && typed.text === '" + TYPED
                    + "' && rbv.captions.some(c => c.speaker === 'agent' && c.turnNo > typed.turnNo))");
            candidate.screenshot("candidate-switched-to-typing");
            List<JsonObject> answers = answers(node.recruiter().turns(started));
            assertThat(answers.getFirst().getBoolean("typed")).isFalse();
            assertThat(answers.getLast().getBoolean("typed")).isTrue();
            assertThat(answers.getLast().getString("text")).isEqualTo(TYPED);
            assertThat(candidate.complaints()).isEmpty();
        }
    }

    @Test
    void aSecondBrowserTakesOverAndTheFirstIsTold() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION);
        try (BrowserCandidate first = speaking(started);
                BrowserCandidate second = node.candidate(1280, 900, false)) {
            first.awaitQuestion();

            // When
            second.open(started.getString("candidate_url"));
            second.acceptConsentAgain();
            second.joinSpeaking();

            // Then
            first.awaitState("rbv.problem === 'taken_over'");
            first.screenshot("candidate-taken-over");
            assertThat(second.awaitQuestion()).containsIgnoringCase("something new");
        }
    }

    @Test
    void aRecruiterWhoCancelsEndsTheConversationWithASentence() {
        // Given
        JsonObject started = node.recruiter().start(10, QUESTION);
        try (BrowserCandidate candidate = speaking(started)) {
            candidate.awaitQuestion();

            // When
            node.recruiter()
                    .rest()
                    .post(
                            "/api/v1/interview/cancel/" + started.getString("interview_id"),
                            new JsonObject().put("reason", "position filled"));

            // Then: the page stays until the sentence was heard, and does not learn the reason
            candidate.awaitState("rbv.phase === 'goodbye'");
            JsonArray turns = node.recruiter().turns(started);
            JsonObject closing = turns.getJsonObject(turns.size() - 1);
            assertThat(closing.getString("kind")).isEqualToIgnoringCase("closing");
            assertThat(closing.getBoolean("interrupted")).isFalse();
            String shown = (String)
                    candidate.state("rbv.captions.filter(c => c.speaker === 'agent').map(c => c.text).join(' ')");
            assertThat(shown).endsWith(closing.getString("text"));
            assertThat(candidate.state("rbv.captions.filter(c => c.speaker === 'agent').at(-1).state"))
                    .isIn("final", "turn");
            assertThat(candidate.state("rbv.endReason")).isEqualTo("recruiter_cancelled");
            assertThat(node.recruiter()
                            .awaitState(started.getString("interview_id"), "cancelled")
                            .getString("end_reason"))
                    .contains("position filled");
        }
    }

    private static BrowserCandidate speaking(JsonObject started) {
        BrowserCandidate candidate = node.candidate(1280, 900, false);
        join(candidate, started);
        return candidate;
    }

    private static void join(BrowserCandidate candidate, JsonObject started) {
        candidate.open(started.getString("candidate_url"));
        candidate.acceptConsent();
        candidate.joinSpeaking();
    }

    private static List<JsonObject> answers(JsonArray turns) {
        return turns.stream()
                .map(JsonObject.class::cast)
                .filter(turn -> turn.getString("speaker").equals("candidate"))
                .toList();
    }

    private static List<String> kinds(JsonArray turns) {
        return turns.stream()
                .map(turn -> ((JsonObject) turn).getString("kind").toLowerCase(java.util.Locale.ROOT))
                .toList();
    }
}
