package io.recruiterbrain.voice.persistence.vector.milvus;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Finds out why TLS keeps a server from being used: gRPC tries again and again, and says only that time is over. Blocks. */
final class MilvusTls {
    private static final int PATIENCE_MILLIS = 3_000;

    private enum Handshake {
        PASSED,
        DISTRUSTED,
        NOT_TLS,
        NOT_THERE
    }

    private MilvusTls() {}

    /** What to do, as the end of a sentence; absent when TLS is not what is wrong. */
    static Optional<String> advice(MilvusConfig config) {
        MilvusConfig.Tls tls = config.tls();
        try {
            Handshake handshake = shakeHands(config, context(tls == null ? null : tls.authority()));
            return Optional.ofNullable(tls == null ? ofPlain(handshake) : ofTls(handshake));
        } catch (CertificateException e) {
            return Optional.of("MILVUS_TLS_CA holds no certificate that can be read.");
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String ofPlain(Handshake handshake) {
        return switch (handshake) {
            case PASSED, DISTRUSTED -> "it speaks TLS: set MILVUS_TLS=true.";
            case NOT_TLS, NOT_THERE -> null;
        };
    }

    private static @Nullable String ofTls(Handshake handshake) {
        return switch (handshake) {
            case DISTRUSTED -> "its certificate does not pass: check MILVUS_HOST and MILVUS_TLS_CA.";
            case NOT_TLS -> "it does not speak TLS: check MILVUS_PORT, or set MILVUS_TLS=false.";
            case PASSED, NOT_THERE -> null;
        };
    }

    private static Handshake shakeHands(MilvusConfig config, SSLContext context) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(config.host(), config.port()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, config.host(), config.port(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return Handshake.PASSED;
            }
        } catch (SSLHandshakeException e) {
            return e.getCause() instanceof CertificateException ? Handshake.DISTRUSTED : Handshake.NOT_TLS;
        } catch (SSLException e) {
            return Handshake.NOT_TLS;
        } catch (IOException e) {
            return Handshake.NOT_THERE;
        }
    }

    private static SSLContext context(@Nullable Path authority) throws GeneralSecurityException, IOException {
        if (authority == null) {
            return SSLContext.getDefault();
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            int no = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry(Integer.toString(no++), certificate);
            }
        }
        if (trusted.size() == 0) {
            throw new CertificateException("no certificate");
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
