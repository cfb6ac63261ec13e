package io.recruiterbrain.voice.agent.conversation;

import io.recruiterbrain.voice.agent.model.LanguageModel.Move;
import io.recruiterbrain.voice.agent.plan.PlanStep.Say;
import io.recruiterbrain.voice.agent.room.AudioOutput;
import io.recruiterbrain.voice.agent.speech.TextToSpeech;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Words the agent's turns and speaks them, one at a time. On the conversation's thread. */
final class Mouth {
    /** Follows what the agent says. */
    interface Listener {
        /** The first sound is heard; again after a resume. */
        void started(AgentTurn turn, Instant at);

        void progressed(AgentTurn turn, String heard);

        /** The turn is over, {@link Mouth#turn} absent already. */
        void finished(AgentTurn turn);

        void voiceFailed();

        /** The model found the first words of a turn. */
        void worded();
    }

    private final Wording wording;
    private final Acknowledgements acknowledgements;
    private final TextToSpeech voice;
    private final AudioOutput output;
    private final Scheduler scheduler;
    private final Duration lookahead;
    private final Duration perWord;
    private final Listener listener;
    private @Nullable AgentTurn current;
    private int spoken;

    Mouth(
            Wording wording,
            Acknowledgements acknowledgements,
            TextToSpeech voice,
            AudioOutput output,
            Scheduler scheduler,
            Duration lookahead,
            Duration perWord,
            Listener listener) {
        this.wording = wording;
        this.acknowledgements = acknowledgements;
        this.voice = voice;
        this.output = output;
        this.scheduler = scheduler;
        this.lookahead = lookahead;
        this.perWord = perWord;
        this.listener = listener;
    }

    /** The turn that is being spoken or was cut, absent when there is none. */
    @Nullable
    AgentTurn turn() {
        return current;
    }

    boolean isCut() {
        return current != null && current.utterance().isCut();
    }

    /**
     * Speaks a turn; there must be none.
     *
     * @param silent it is shown only
     * @param end hard stop of the interview, which a closing must not pass
     */
    void speak(Say say, boolean silent, @Nullable Instant end) {
        AgentTurn turn = new AgentTurn(say, "agent-" + ++spoken, scheduler.now());
        Instant endBy = say.move() instanceof Move.Close ? end : null;
        Utterance utterance = new Utterance(
                voice, output, scheduler, new Utterance.Settings(silent, endBy, lookahead, perWord), new Report(turn));
        turn.utterance = utterance;
        current = turn;
        Consumer<String> first = sentence -> {
            if (utterance.firstSentenceAt() == null) {
                listener.worded();
            }
            utterance.add(sentence);
        };
        Runnable waiting = () -> {
            if (!silent && answers(say.move())) {
                acknowledge(utterance);
            }
        };
        wording.word(say, first, utterance::complete, waiting);
    }

    /** The model will need a while for the next turn. */
    void expectToWait() {
        acknowledgements.prepare();
    }

    private void acknowledge(Utterance utterance) {
        Acknowledgements.Ready heard = acknowledgements.take();
        if (heard != null) {
            listener.worded();
            utterance.add(heard);
        }
    }

    /** Whether it goes on from an answer. */
    private static boolean answers(Move move) {
        return move instanceof Move.FollowUp || (move instanceof Move.Ask ask && ask.lastAnswer() != null);
    }

    /** Drops the turn that is being spoken; silence at once. Returns it, absent when there is none. */
    @Nullable
    AgentTurn drop() {
        AgentTurn turn = current;
        if (turn != null) {
            turn.utterance().abandon();
            current = null;
        }
        return turn;
    }

    private final class Report implements Speaking {
        private final AgentTurn turn;

        Report(AgentTurn turn) {
            this.turn = turn;
        }

        @Override
        public void started(Instant at) {
            if (turn == current && !turn.utterance().isCut()) {
                listener.started(turn, at);
            }
        }

        @Override
        public void progressed(String heard) {
            if (turn == current) {
                listener.progressed(turn, heard);
            }
        }

        @Override
        public void finished() {
            if (turn == current) {
                current = null;
                listener.finished(turn);
            }
        }

        @Override
        public void voiceFailed() {
            if (turn == current) {
                listener.voiceFailed();
            }
        }
    }
}
