package io.recruiterbrain.voice.persistence.extension;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.extension.Hook;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnSaved;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an extension what of a turn may be stored, if one serves {@link ScreenTurn}, before the turn goes on to the store.
 * A turn is never lost over it: without an answer that fits, it is stored as it was said. Any thread.
 */
public final class TurnScreening {
    /** Kind of the incident that tells of an extension's flags. */
    public static final String FLAGGED = "turn_flagged";

    private static final Logger LOG = LoggerFactory.getLogger(TurnScreening.class);

    private final Bus bus;
    private final Clock clock;
    private final Hook<ScreenTurn, TurnScreened> hook;
    private final Function<SaveTurn, Future<TurnSaved>> store;

    public TurnScreening(Bus bus, Clock clock, MeterRegistry metrics, Function<SaveTurn, Future<TurnSaved>> store) {
        this.bus = bus;
        this.clock = clock;
        this.store = store;
        this.hook = new Hook<>(
                bus,
                ScreenTurn.ADDRESS,
                clock,
                (name, outcome) -> Counter.builder("rbv.extension.calls")
                        .description("Questions to extensions, by how they ended")
                        .tag("hook", name)
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .register(metrics)
                        .increment());
    }

    /** Saves the turn as the store does, screened. */
    public Future<TurnSaved> save(SaveTurn request) {
        UUID interviewId = request.interviewId();
        Turn turn = request.turn();
        return hook.ask(
                        interviewId,
                        new ScreenTurn(interviewId, turn.turnNo(), turn.speaker(), turn.text()),
                        answer -> objection(request, answer))
                .compose(answer -> answer.map(screened -> store.apply(with(request, screened.text()))
                                .onSuccess(saved -> tell(interviewId, turn.turnNo(), screened.flags())))
                        .orElseGet(() -> store.apply(request)));
    }

    private static @Nullable String objection(SaveTurn request, TurnScreened answer) {
        boolean same = answer.interviewId().equals(request.interviewId())
                && answer.turnNo() == request.turn().turnNo();
        if (!same) {
            return "it is of another turn";
        }
        // The store refuses such a text for good, and the turn would be lost.
        return answer.text().indexOf('\0') >= 0 ? "its text holds the character U+0000" : null;
    }

    private static SaveTurn with(SaveTurn request, String text) {
        Turn turn = request.turn();
        return new SaveTurn(
                request.interviewId(),
                new Turn(
                        turn.turnNo(),
                        turn.speaker(),
                        turn.kind(),
                        text,
                        turn.startedAt(),
                        turn.endedAt(),
                        turn.questionNo(),
                        turn.interrupted(),
                        turn.typed(),
                        turn.confidence(),
                        turn.latencies(),
                        turn.messageIds()),
                request.fence());
    }

    private void tell(UUID interviewId, int turnNo, List<String> flags) {
        if (flags.isEmpty()) {
            return;
        }
        String text = "Turn " + turnNo + " was screened by an extension: " + String.join(", ", flags) + ".";
        bus.ask(
                        RecordIncident.ADDRESS,
                        new RecordIncident(
                                interviewId, FLAGGED, text, "screen_turn", "extension", null, clock.instant()))
                .onFailure(lost -> LOG.atWarn()
                        .addKeyValue("interviewId", interviewId)
                        .addKeyValue("turnNo", turnNo)
                        .log("flags of a turn could not be stored"));
    }
}
