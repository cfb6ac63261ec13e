package io.recruiterbrain.voice.agent.room.livekit;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import io.livekit.server.RoomServiceClient;
import io.recruiterbrain.voice.testkit.server.LiveKitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import livekit.LivekitModels.ParticipantInfo;
import retrofit2.Call;
import retrofit2.Response;

/** What the operator of a LiveKit server does to its rooms, by LiveKit's own SDK. */
final class Operator {
    private static final long SECONDS = 30;

    private final RoomServiceClient rooms;

    Operator(LiveKitConfig config) {
        rooms = RoomServiceClient.createClient(
                config.httpUrl().toString(), LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
    }

    void deleteRoom(String room) {
        call(rooms.deleteRoom(room));
    }

    void remove(String room, String identity) {
        call(rooms.removeParticipant(room, identity));
    }

    void mute(String room, String identity, String track, boolean on) {
        call(rooms.mutePublishedTrack(room, identity, track, on));
    }

    String trackOf(String room, String identity) {
        return call(rooms.getParticipant(room, identity)).getTracks(0).getSid();
    }

    List<String> participants(String room) {
        return call(rooms.listParticipants(room)).stream()
                .map(ParticipantInfo::getIdentity)
                .sorted()
                .toList();
    }

    void awaitParticipants(String room, List<String> expected) {
        awaitTrue(() -> participants(room).equals(expected));
    }

    /** Asks again and again, as there is nothing that would tell. */
    void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** A token that anybody with the server's key could make. */
    String token(String room, String identity) {
        AccessToken token = new AccessToken(LiveKitServer.API_KEY, LiveKitServer.API_SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(room));
        return token.toJwt();
    }

    private static <T> T call(Call<T> call) {
        try {
            Response<T> response = call.execute();
            if (!response.isSuccessful()) {
                throw new AssertionError("status " + response.code());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
