package io.recruiterbrain.voice.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A certificate for members on loopback, its own authority, made by OpenSSL as docs/cluster.md does. */
final class MemberCertificate {
    private MemberCertificate() {}

    /** The settings that encrypt the event bus with it. */
    static Map<String, String> settings(Path folder) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=member",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-keyout",
                        "member.key",
                        "-out",
                        "member.crt"))
                .directory(Files.createDirectories(folder).toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl failed: " + said);
        }
        String certificate = folder.resolve("member.crt").toString();
        return Map.of(
                "RBV_EVENT_BUS_TLS_KEY", folder.resolve("member.key").toString(),
                "RBV_EVENT_BUS_TLS_CERT", certificate,
                "RBV_EVENT_BUS_TLS_CA", certificate);
    }
}
