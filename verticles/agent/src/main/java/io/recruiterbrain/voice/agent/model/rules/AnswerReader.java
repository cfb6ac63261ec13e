package io.recruiterbrain.voice.agent.model.rules;

import io.recruiterbrain.voice.agent.model.LanguageModel.Depth;
import io.recruiterbrain.voice.agent.model.LanguageModel.Exchange;
import io.recruiterbrain.voice.agent.model.LanguageModel.Intent;
import io.recruiterbrain.voice.agent.model.LanguageModel.Reading;
import io.recruiterbrain.voice.agent.model.rules.Evidence.Said;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Understands what a candidate said: a request or an answer, how much it gives to score, what to ask next. */
final class AnswerReader {
    /** From this level on there is enough to score. */
    private static final int SOLID_LEVEL = 3;

    private static final int HARDLY_ANY_WORDS = 3;
    /** The turn that is being read has no number yet. */
    private static final int THIS_TURN = 100_000;

    private AnswerReader() {}

    static Reading read(Exchange exchange) {
        Intent intent = IntentReader.read(exchange.answer());
        if (intent != Intent.ANSWER) {
            return new Reading(intent, Depth.NOTHING, null);
        }
        Signals signals = new Signals(exchange.question());
        Evidence now = Evidence.of(signals, List.of(new Said(THIS_TURN, exchange.answer())));
        Evidence all = Evidence.of(signals, answers(exchange));
        Depth depth = depth(now, all);
        return new Reading(intent, depth, followUp(exchange, now, all, depth));
    }

    private static Depth depth(Evidence now, Evidence all) {
        if (now.nothingSaid() || !now.declined().isEmpty()) {
            return Depth.NOTHING;
        }
        if (now.contentWords() < HARDLY_ANY_WORDS && now.signals().isEmpty()) {
            return Depth.NOTHING;
        }
        return LevelRule.level(all) >= SOLID_LEVEL ? Depth.SOLID : Depth.SHALLOW;
    }

    private static @Nullable String followUp(Exchange exchange, Evidence now, Evidence all, Depth depth) {
        boolean refused = depth == Depth.NOTHING && !now.declined().isEmpty();
        if (refused || (depth == Depth.SOLID && enough(exchange, all))) {
            return null;
        }
        List<String> asked = new ArrayList<>(exchange.before().stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT)
                .map(Turn::text)
                .toList());
        asked.add(exchange.prompt());
        String told = answers(exchange).stream().map(Said::text).collect(Collectors.joining(" "));
        return FollowUpChooser.choose(exchange.question(), asked, told, all, depth);
    }

    /** A solid answer is followed up once at most, and not at all when it was strong already. */
    private static boolean enough(Exchange exchange, Evidence all) {
        boolean followedUp = exchange.before().stream().anyMatch(turn -> turn.kind() == TurnKind.FOLLOW_UP);
        return followedUp || LevelRule.level(all) == 5;
    }

    /** Everything answered on this question, the newest last; it may or may not be among the earlier turns already. */
    private static List<Said> answers(Exchange exchange) {
        List<Said> answers = new ArrayList<>();
        for (Turn turn : exchange.before()) {
            if (turn.speaker() == Speaker.CANDIDATE
                    && turn.kind() == TurnKind.ANSWER
                    && !turn.text().equals(exchange.answer())) {
                answers.add(new Said(turn.turnNo(), turn.text()));
            }
        }
        answers.add(new Said(THIS_TURN, exchange.answer()));
        return answers;
    }
}
