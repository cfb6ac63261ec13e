package com.example.extension;

import com.hazelcast.config.Config;
import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ClusterName;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.event.EventFeed;
import io.recruiterbrain.voice.contract.event.InterviewEvent;
import io.recruiterbrain.voice.contract.extension.ScreenTurn;
import io.recruiterbrain.voice.contract.extension.TurnScreened;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A member of the cluster that follows all events from a cursor and masks e-mail addresses before turns are stored.
 *
 * <p>Arguments: the nodes' {@code conf/cluster.xml}, and the file of the cursor. From the environment, as the nodes' own:
 * {@code RBV_CLUSTER_NAME}, {@code RBV_CLUSTER_PASSWORD}, {@code RBV_CLUSTER_MEMBERS} ({@code host:port} between commas),
 * {@code RBV_CLUSTER_HOST} (of this machine), {@code RBV_CLUSTER_PORT}, {@code RBV_EVENT_BUS_PORT}, and with an encrypted
 * event bus {@code RBV_EVENT_BUS_TLS_KEY}, {@code RBV_EVENT_BUS_TLS_CERT} and {@code RBV_EVENT_BUS_TLS_CA}.
 */
public final class Main {
    private final Path cursor;

    private Main(Path cursor) {
        this.cursor = cursor;
    }

    public static void main(String[] arguments) throws IOException {
        Main extension = new Main(Path.of(arguments[1]));
        Vertx vertx = Vertx.builder()
                .withClusterManager(new HazelcastClusterManager(members(Path.of(arguments[0]))))
                .with(new VertxOptions().setEventBusOptions(eventBus()))
                .buildClustered()
                .await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> vertx.close().await()));
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

    private static Config members(Path file) throws IOException {
        Config config = Config.loadFromFile(file.toFile());
        config.setClusterName(
                ClusterName.of(setting("RBV_CLUSTER_NAME", "recruiterbrain"), setting("RBV_CLUSTER_PASSWORD", "")));
        config.getNetworkConfig().setPort(Integer.parseInt(setting("RBV_CLUSTER_PORT", "5703")));
        config.getNetworkConfig().setPublicAddress(host());
        for (String member : setting("RBV_CLUSTER_MEMBERS", "127.0.0.1:5701").split(",")) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember(member.strip());
        }
        return config;
    }

    private static EventBusOptions eventBus() {
        EventBusOptions bus =
                new EventBusOptions().setHost(host()).setPort(Integer.parseInt(setting("RBV_EVENT_BUS_PORT", "5704")));
        String key = setting("RBV_EVENT_BUS_TLS_KEY", "");
        if (!key.isEmpty()) {
            bus.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setKeyPath(key)
                            .setCertPath(setting("RBV_EVENT_BUS_TLS_CERT", "")))
                    .setTrustOptions(new PemTrustOptions().addCertPath(setting("RBV_EVENT_BUS_TLS_CA", "")))
                    .setClientAuth(ClientAuth.REQUIRED);
        }
        return bus;
    }

    private static String host() {
        return setting("RBV_CLUSTER_HOST", "127.0.0.1");
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
