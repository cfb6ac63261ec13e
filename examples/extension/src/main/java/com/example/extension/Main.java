package com.example.extension;

import com.hazelcast.config.Config;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.event.EventFeed;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A member of the cluster that follows all events from a cursor and masks e-mail addresses before turns are stored.
 * Arguments: Hazelcast's configuration, the same as the nodes', and the file of the cursor.
 */
public final class Main {
    private final Path cursor;

    private Main(Path cursor) {
        this.cursor = cursor;
    }

    public static void main(String[] arguments) throws IOException {
        Config cluster = Config.loadFromFile(Path.of(arguments[0]).toFile());
        Main extension = new Main(Path.of(arguments[1]));
        Vertx vertx = Vertx.builder()
                .withClusterManager(new HazelcastClusterManager(cluster))
                .buildClustered()
                .await();
        // Before anything is served: the member must know every message of the contract.
        MessageCodec.register(vertx);
        new Bus(vertx).serve(ScreenTurn.ADDRESS, extension::screen).await();
        EventFeed.follow(vertx, extension.position(), extension::take).await();
        System.out.println("connected");
    }

    private Future<TurnScreened> screen(ScreenTurn turn) {
        String text = turn.text().replaceAll("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+", "[email]");
        List<String> flags = text.equals(turn.text()) ? List.of() : List.of("email");
        return Future.succeededFuture(new TurnScreened(turn.interviewId(), turn.turnNo(), text, flags));
    }

    /** A copy of your data belongs here, in one transaction with the cursor. Turn texts are candidate data: not printed. */
    private Future<?> take(InterviewEvent event) {
        System.out.println(event.sequence() + " " + event.type() + " " + event.subject());
        Path next = cursor.resolveSibling(cursor.getFileName() + ".new");
        try {
            Files.writeString(next, Long.toString(event.sequence()));
            Files.move(next, cursor, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Future.succeededFuture();
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private long position() throws IOException {
        return Files.exists(cursor) ? Long.parseLong(Files.readString(cursor).strip()) : 0;
    }
}
