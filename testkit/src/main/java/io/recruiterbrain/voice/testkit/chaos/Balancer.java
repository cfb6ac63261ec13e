package io.recruiterbrain.voice.testkit.chaos;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A small load balancer over TCP, as one stands in front of every cluster: it asks each node whether it is ready, gives a
 * connection to the next one when one refuses, and ends the connections of one that hangs. All on one event loop.
 */
public final class Balancer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 1_000;
    private static final long ASK_EVERY_MILLIS = 500;
    private static final long ANSWER_MILLIS = 1_500;
    private static final int FAILURES = 2;
    private static final long START_SECONDS = 30;

    private final Vertx vertx = Vertx.vertx();
    private final List<Node> nodes;
    private final NetClient client;
    private final HttpClient probes;
    private final NetServer server;
    private int turn;
    private long asking;

    /** How well a node answers. */
    private enum Health {
        READY,
        ALIVE,
        DOWN
    }

    private static final class Node {
        private final int port;
        private final Set<NetSocket> connections = new HashSet<>();
        private Health health = Health.READY;
        private int failures;

        Node(int port) {
            this.port = port;
        }
    }

    private Balancer(List<Integer> ports) {
        nodes = ports.stream().map(Node::new).toList();
        client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
        probes = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAlive(false));
        server = vertx.createNetServer(new NetServerOptions().setHost(HOST).setPort(0));
    }

    /** @param ports where the nodes' HTTP listens on loopback */
    public static Balancer start(List<Integer> ports) {
        Balancer balancer = new Balancer(ports);
        await(balancer.server.connectHandler(balancer::accept).listen());
        balancer.asking = balancer.vertx.setPeriodic(ASK_EVERY_MILLIS, tick -> balancer.nodes.forEach(balancer::ask));
        return balancer;
    }

    public URI url() {
        return URI.create("http://" + HOST + ":" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.cancelTimer(asking);
        await(vertx.close());
    }

    private void accept(NetSocket socket) {
        socket.pause();
        turn++;
        Deque<Node> order = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            order.add(nodes.get((turn + i) % nodes.size()));
        }
        List<Node> best =
                order.stream().sorted(Comparator.comparing(node -> node.health)).toList();
        connect(socket, new ArrayDeque<>(best));
    }

    private void connect(NetSocket socket, Deque<Node> left) {
        Node node = left.poll();
        if (node == null) {
            socket.close();
            return;
        }
        client.connect(node.port, HOST).onComplete(connected -> {
            if (connected.failed()) {
                connect(socket, left);
                return;
            }
            NetSocket behind = connected.result();
            node.connections.add(socket);
            socket.closeHandler(closed -> {
                node.connections.remove(socket);
                behind.close();
            });
            behind.closeHandler(closed -> socket.close());
            // A reset connection shows as a closed one.
            socket.exceptionHandler(reset -> {});
            behind.exceptionHandler(reset -> {});
            socket.pipeTo(behind);
            behind.pipeTo(socket);
        });
    }

    private void ask(Node node) {
        probes.request(HttpMethod.GET, node.port, HOST, "/ready")
                .compose(request -> request.idleTimeout(ANSWER_MILLIS).send())
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        node.failures = 0;
                        node.health = answer.result().statusCode() == 200 ? Health.READY : Health.ALIVE;
                    } else if (++node.failures >= FAILURES) {
                        node.health = Health.DOWN;
                        Set.copyOf(node.connections).forEach(NetSocket::close);
                    }
                });
    }

    private static <T> void await(Future<T> future) {
        try {
            future.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
