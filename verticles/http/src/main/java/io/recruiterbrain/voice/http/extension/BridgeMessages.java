package io.recruiterbrain.voice.http.extension;

import io.recruiterbrain.voice.contract.Address;
import io.recruiterbrain.voice.contract.BusMessage;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.extension.ChoosePlan;
import io.recruiterbrain.voice.contract.extension.ScoreAnswer;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bodies of bridge frames from messages of the contract into plain JSON and back. Frames are changed in place.
 * Event loop of one verticle only.
 */
final class BridgeMessages {
    static final List<Address<?, ?>> HOOKS = List.of(ChoosePlan.ADDRESS, ScoreAnswer.ADDRESS, ScreenTurn.ADDRESS);
    static final String CATCH_UP = FindEvents.ADDRESS.name();
    static final Set<String> OUTBOUND = Set.of(
            InterviewEvent.TOPIC, ChoosePlan.ADDRESS.name(), ScoreAnswer.ADDRESS.name(), ScreenTurn.ADDRESS.name());

    /** A page of this many of the longest turns is what one frame bears. */
    private static final int PAGE = 50;

    private static final int OPEN_QUESTIONS = 1000;

    /** What the reply to a question must be, by the question's reply address; the oldest is forgotten when it is full. */
    private final Map<String, Class<? extends BusMessage>> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Class<? extends BusMessage>> eldest) {
            return size() > OPEN_QUESTIONS;
        }
    };

    /** Makes the frame fit for its client. */
    void outgoing(JsonObject frame) {
        if (!(frame.getValue("body") instanceof BusMessage message)) {
            return;
        }
        frame.put("body", new JsonObject(MessageCodec.toPlainJson(message)));
        String replyAddress = frame.getString("replyAddress");
        if (replyAddress != null) {
            HOOKS.stream()
                    .filter(hook -> hook.name().equals(frame.getString("address")))
                    .findFirst()
                    .ifPresent(hook -> open.put(replyAddress, hook.reply()));
        }
    }

    /**
     * Makes the frame fit for the bus.
     *
     * @return whether a client may send it at all
     */
    boolean incoming(JsonObject frame) {
        String address = Objects.requireNonNullElse(frame.getString("address"), "");
        if (address.equals(CATCH_UP)) {
            if (!(frame.getValue("body") instanceof JsonObject body) || frame.getString("replyAddress") == null) {
                return false;
            }
            Object limit = body.getValue("limit", PAGE);
            body = body.copy().put("limit", limit instanceof Integer number ? Math.min(PAGE, number) : limit);
            BusMessage question = read(body, FindEvents.class);
            frame.put("body", question);
            return question != null;
        }
        Class<? extends BusMessage> expected = open.remove(address);
        if (expected == null) {
            return false;
        }
        // An answer that cannot be read goes on as it is: whoever asked is told at once that it is none.
        BusMessage answer = frame.getValue("body") instanceof JsonObject body ? read(body, expected) : null;
        if (answer != null) {
            frame.put("body", answer);
        } else if (!(frame.getValue("body") instanceof JsonObject)) {
            frame.put("body", new JsonObject());
        }
        return true;
    }

    private static @Nullable BusMessage read(JsonObject body, Class<? extends BusMessage> type) {
        try {
            return MessageCodec.fromPlainJson(body.encode(), type);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
