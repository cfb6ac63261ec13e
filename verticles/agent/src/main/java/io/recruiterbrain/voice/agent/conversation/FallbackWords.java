package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.model.LanguageModel.RemarkKind;
import java.util.List;
import java.util.stream.Stream;

/** Plain words for a move, for when the language model has none. */
final class FallbackWords {
    private FallbackWords() {}

    static List<String> of(Move move) {
        return switch (move) {
            case Move.Greet greet ->
                List.of(
                        "Hello, and welcome.",
                        "I am an AI interviewer, and what we say is recorded as text; the sound is not kept.",
                        "I will ask you " + greet.questionCount() + " questions in at most "
                                + Math.max(1, greet.maxDuration().toMinutes()) + " minutes.",
                        "You can ask me to repeat or to skip a question, or to stop, at any time.");
            case Move.Ask ask ->
                List.of(
                        "Here is question " + ask.question().questionNo() + ".",
                        ask.question().text());
            case Move.FollowUp followUp -> List.of(followUp.followUp());
            case Move.Repeat repeat ->
                switch (repeat.reason()) {
                    case ASKED_FOR -> List.of("Of course.", repeat.prompt());
                    case RECONNECTED -> List.of("Sorry, we were cut off.", repeat.prompt());
                    case NOT_UNDERSTOOD -> List.of("Sorry, I could not understand that.", repeat.prompt());
                };
            case Move.Nudge nudge ->
                nudge.count() == 1
                        ? List.of("Take all the time you need.", "We can also skip this question.")
                        : List.of("Let me ask it once more.", nudge.prompt());
            case Move.Remark remark ->
                switch (remark.kind()) {
                    case TAKE_YOUR_TIME -> List.of("Of course, take your time.");
                    case I_AM_AN_AI ->
                        List.of("I am an AI interviewer, not a person.", "Please go on whenever you like.");
                    case TECHNICAL_HICCUP -> List.of("I have a small technical problem, please bear with me.");
                    case RECOVERED -> List.of("I am sorry, I was gone for a moment for a technical reason.");
                    case HANDED_OVER -> List.of("Thank you for waiting a moment, please go on.");
                };
            case Move.Recovered recovered ->
                Stream.concat(
                                of(new Move.Remark(RemarkKind.RECOVERED)).stream(),
                                recovered.then() instanceof Move.Repeat repeat
                                        ? Stream.of(repeat.prompt())
                                        : of(recovered.then()).stream())
                        .toList();
            case Move.Close close ->
                switch (close.reason()) {
                    case COMPLETED -> List.of("That was my last question.", "Thank you for your time, goodbye.");
                    case TIME_LIMIT -> List.of("Our time is up.", "Thank you for your answers, goodbye.");
                    case CANDIDATE_STOPPED -> List.of("Of course, we stop here.", "Thank you for your time, goodbye.");
                    case NO_ANSWER ->
                        List.of("I cannot hear you, so we end here for today.", "Thank you, and goodbye.");
                    case RECRUITER_CANCELLED ->
                        List.of("We have to end the interview here.", "Thank you for your time, goodbye.");
                    case SHUTDOWN ->
                        List.of(
                                "I have to pause here for a technical reason.",
                                "Everything you said is saved, and you can come back with the same link.");
                };
        };
    }
}
