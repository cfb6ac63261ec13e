package io.recruiterbrain.voice.persistence.vector.milvus;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ends TLS before a server on loopback, as a load balancer does. */
final class TlsProxy {
    private static final String PASSWORD = "changeit";

    private TlsProxy() {}

    /** Makes a key with a certificate that signs itself, and answers the certificate's PEM file. */
    static Path certificate(Path folder, String name, String host) throws IOException, InterruptedException {
        Path store = store(folder, name);
        keytool(
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "RSA",
                "-validity",
                "2",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Path pem = folder.resolve(name + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "key",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                pem.toString());
        return pem;
    }

    /** Listens with the named certificate and hands on to the port; answers its own. Ends with the Vert.x instance. */
    static int start(Vertx vertx, Path folder, String name, int port) {
        NetClient client = vertx.createNetClient();
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(store(folder, name).toString()).setPassword(PASSWORD));
        options.getSslOptions().setApplicationLayerProtocols(List.of("h2"));
        return vertx.createNetServer(options)
                .connectHandler(socket -> {
                    socket.pause();
                    client.connect(port, "127.0.0.1")
                            .onSuccess(server -> join(socket, server))
                            .onFailure(gone -> socket.close());
                })
                .listen(0, "localhost")
                .await()
                .actualPort();
    }

    private static void join(NetSocket one, NetSocket other) {
        one.pipeTo(other);
        other.pipeTo(one);
    }

    private static Path store(Path folder, String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
