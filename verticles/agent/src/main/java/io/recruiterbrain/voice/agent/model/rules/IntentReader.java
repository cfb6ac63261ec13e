package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a request to the interviewer from an answer that merely contains such words: "we had to stop the deployment" is
 * an answer, "I'd like to stop the interview" is not. A doubtful case is an answer: nothing said is lost that way.
 */
final class IntentReader {
    private static final int SHORT = 12;
    private static final int MEDIUM = 28;

    /** Asking or wanting; "I would stop" is no wish but an answer to "what would you do". */
    private static final String WISH =
            "(?:i (?:would (?:like|love|prefer|rather)|want|wish|need|have|prefer|must|am going)(?: to)?"
                    + "|i think (?:i want|i need|i have|i would like|we should|we can)(?: to)?|i will|we (?:can|should|could)"
                    + "|(?:can|could|may|shall|should|would it be (?:okay|ok|possible|fine)|is it (?:okay|ok|possible|fine))"
                    + " (?:i|we|you|if i|if we|to|for me to)|let us|would you mind if (?:i|we))";

    private static final String THIS_TALK =
            "(?:the|this|our|that) (?:whole )?(?:interview|call|conversation|session|talk|recording|meeting)";

    /** How a wish may go on after its object without becoming something else. */
    private static final String REASON_OR_END =
            "(?:$| (?:because|since|as|my|something|someone|somebody|there|thank|it is|i am|i feel|i do not|i can not|good|bye|goodbye|if|for)\\b)";

    private static final String HERE =
            "(?: (?:it|this|that|here|right here|there|talking|answering|for today|today|at this point|early|now|"
                    + THIS_TALK + "))*";

    /** Explicit about the interview: understood anywhere in a longer remark, too. */
    private static final Pattern STOP_EXPLICIT = Pattern.compile("\\b" + WISH
            + " (?:stop|end|quit|finish|leave|terminate|cancel|abort|break off) (?:with )?" + THIS_TALK + REASON_OR_END
            + "|^(?:\\w+ )?(?:stop|end|quit|cancel|terminate) " + THIS_TALK + "$");

    private static final Pattern STOP_SHORT = Pattern.compile("^(?:no |yes |and |so |but |then |i am )*(?:"
            + "(?:" + WISH
            + " (?:stop|end|quit|finish|leave|hang up)|i (?:have|need|want|must|am going|would like) (?:to )?(?:go|run))"
            + HERE
            + REASON_OR_END
            + "|(?:stop|quit|stop here|stop it|stop this|end it|end here|stop talking)$"
            + "|(?:goodbye|good bye|bye|bye bye|that is enough|enough)$"
            + "|i (?:do not want|can not|would rather not) (?:to )?(?:continue|go on|carry on|proceed|do this|keep going)"
            + "(?: (?:with )?(?:this|it|anymore|any more|any longer|" + THIS_TALK + "))*" + REASON_OR_END + ")");

    private static final Pattern REPEAT = Pattern.compile(
            "(?:^|\\b(?:can|could|would|will|may|please|mind|like|want|need) (?:\\w+ ){0,5}?)(?:repeat|repeating|rephrase|reword|reread|read|say|ask|tell me|hear)"
                    + " (?:(?:me|to|us|for me) )*(?:that|it|this|the (?:last |whole |same )?question|your question|what you (?:said|asked)|the last (?:part|one|bit)|the second part|again|once more)(?: (?:one|again|once more|one more time|for me|question|slower|more slowly|slowly|differently|in other words|a second time|part|before))*\\b"
                    + "|\\b(?:i did not|i could not|i can not|i do not|did not) (?:\\w+ )?(?:catch|hear|get|understand|follow) (?:you|that|it|this|the (?:last |whole )?(?:question|part|bit|end)|the last|your question|what you|a word|everything|anything)"
                    + "|\\bwhat (?:was|is|were) (?:the|your|that) (?:last |first )?question(?: again)?(?:$| (?:i|my|you|can|could)\\b)|\\bwhat (?:did you (?:say|ask|mean)|do you mean|are you asking|was that|was it again|you say)"
                    + "|\\b(?:come again|say again|say that again|pardon|beg your pardon|excuse me)$|^(?:\\w+ )?(?:one more time|once more|once again|again)$"
                    + "|^repeat$|^repeat (?:that|it|the question)|\\bcan you (?:still )?hear me|\\bare you (?:still )?there|^(?:what|question|huh)$"
                    + "|\\b(?:can|could) you (?:\\w+ )?(?:clarify|explain) (?:that|it|this|the question|what you mean|your question)");

    private static final Pattern SKIP = Pattern.compile(
            "^(?:(?:no|yes|so|i think|and|but|i guess|if possible|i do not know(?: that| this)?(?: one)?|no idea|i have no idea|i am not sure|not sure) )*(?:"
                    + "(?:" + WISH
                    + " )?(?:like to )?(?:skip|pass on|pass over|leave out) (?:it|this|that|this one|that one|this question|that question|the question|over this|over that|to the next)"
                    + "|" + WISH
                    + " (?:like to )?(?:(?:skip|pass|move on|go on|move along)(?:$| (?:to|with) (?:the next|another)| from (?:this|that|here)| because| i )|go to the next|move to the next|jump to the next|continue with the next|take the next|have the next|do the next)"
                    + "|(?:skip|skip it|pass|next|next one|next question|the next question|the next one|move on|go on|move on to the next|go to the next)(?: (?:one|question|please))*$"
                    + "|i (?:would rather|would prefer|prefer|rather) (?:to )?not(?: to)? (?:answer|say|talk|speak)"
                    + "|i (?:do not|will not|can not) (?:want|wish|like|care)? ?(?:to )?(?:answer|talk about) (?:that|this|it|the question)"
                    + "|no comment$)");

    private static final Pattern WAIT = Pattern.compile(
            "^(?:yes |no |so |and |i think |that is a good question |good question )*(?:(?:can|could|may|would) (?:you|i|we) (?:\\w+ )?)?(?:"
                    + "(?:give|allow|grant) me (?:a|one|some|another|two|half a) (?:\\w+ )?(?:moment|second|seconds|minute|minutes|sec|time)"
                    + "|(?:have|take|need|get) (?:a|one|some|another) (?:\\w+ )?(?:moment|second|minute|sec|time to think)"
                    + "|i (?:will )?need (?:a|one|some|another) (?:\\w+ )?(?:moment|second|minute|sec|time|bit of time)"
                    + "|(?:a|one|half a) (?:moment|second|minute|sec)(?:$| (?:i (?:need|am|have|will|must|want)|let|while|to think|for))"
                    + "|(?:hold on|hang on|wait|bear with me|one sec|moment)(?:$| (?:a|one|for a|i (?:need|am|have|will|must)|let|while|there|second|moment|minute))"
                    + "|let me (?:\\w+ )?(?:think|consider|reflect|see|collect my thoughts|gather my thoughts)(?:$| (?:about|for|a|it|over|on|here|how))"
                    + "|i (?:need|have|want|am trying) (?:to )?(?:think|consider|reflect)(?:$| (?:about|for|a|it|over))"
                    + "|i am (?:still )?thinking)");

    private static final Pattern WHO = Pattern.compile(
            "\\b(?:are you|is this|is that|is it|you are|am i (?:talking|speaking|chatting) (?:to|with))(?: (?:a|an|some|the|like|even|still|in fact|my))* ?(?:real |actual |live |human |recorded )?(?:human|humane|person|robot|bot|ai|a i|artificial intelligence|machine|computer|recording|chatbot|software|program|woman|man)\\b"
                    + "|\\bare you (?:real|human|artificial|recorded)\\b|\\bwho (?:are you|am i (?:talking|speaking) (?:to|with)|is (?:this|speaking|there))\\b|\\bwhat are you$");

    /** Somebody else's words: "the customer asked can you repeat that". */
    private static final Set<String> REPORTS = Set.of(
            "said",
            "says",
            "say",
            "told",
            "tell",
            "asked",
            "ask",
            "asks",
            "asking",
            "saying",
            "shouted",
            "wrote",
            "replied",
            "answered",
            "meant",
            "think",
            "like",
            "customer",
            "user",
            "users",
            "caller",
            "client",
            "he",
            "she",
            "they");

    private IntentReader() {}

    static Intent read(String answer) {
        String spoken = Spoken.plain(answer);
        return Spoken.withoutBreath(spoken).stream()
                .map(IntentReader::request)
                .filter(intent -> intent != Intent.ANSWER)
                .findFirst()
                .orElse(Intent.ANSWER);
    }

    private static Intent request(String spoken) {
        int words = spoken.isEmpty() ? 0 : spoken.split(" ").length;
        if (words == 0 || words > MEDIUM) {
            return Intent.ANSWER;
        }
        if (asks(STOP_EXPLICIT, spoken, words, MEDIUM) || asks(STOP_SHORT, spoken, words, SHORT + 6)) {
            return Intent.STOP;
        }
        if (asks(WHO, spoken, words, SHORT)) {
            return Intent.ASKS_WHO_IS_SPEAKING;
        }
        if (asks(SKIP, spoken, words, SHORT + 6)) {
            return Intent.SKIP;
        }
        if (asks(REPEAT, spoken, words, SHORT + 6)) {
            return Intent.REPEAT;
        }
        if (asks(WAIT, spoken, words, SHORT + 2)) {
            return Intent.WAIT;
        }
        return Intent.ANSWER;
    }

    private static boolean asks(Pattern request, String spoken, int words, int most) {
        if (words > most) {
            return false;
        }
        Matcher matcher = request.matcher(spoken);
        while (matcher.find()) {
            if (!reported(spoken.substring(0, matcher.start()).strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean reported(String before) {
        List<String> words = List.of(before.split(" "));
        return words.subList(Math.max(0, words.size() - 3), words.size()).stream()
                .anyMatch(REPORTS::contains);
    }
}
