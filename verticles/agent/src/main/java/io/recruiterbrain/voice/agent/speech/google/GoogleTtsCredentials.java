package io.recruiterbrain.voice.agent.speech.google;

import com.google.auth.Credentials;
import com.google.auth.RequestMetadataCallback;
import com.google.auth.oauth2.GoogleCredentials;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the credentials. No network, save that the application-default ones may ask the machine's metadata server. */
final class GoogleTtsCredentials {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private GoogleTtsCredentials() {}

    static Credentials load(GoogleTtsConfig config) {
        Path file = config.credentials();
        GoogleCredentials found = file == null ? applicationDefault() : ofFile(file);
        GoogleCredentials scoped = found.createScoped(SCOPE);
        return config.address().plaintext() ? new Plaintext(scoped) : scoped;
    }

    private static GoogleCredentials ofFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in);
        } catch (NoSuchFileException e) {
            throw refused("the file that GOOGLE_APPLICATION_CREDENTIALS names does not exist", null);
        } catch (java.nio.file.AccessDeniedException e) {
            throw refused("the file that GOOGLE_APPLICATION_CREDENTIALS names cannot be read", null);
        } catch (IOException | RuntimeException e) {
            // The library's text may quote the file.
            throw refused("the file that GOOGLE_APPLICATION_CREDENTIALS names is not a Google credentials file", e);
        }
    }

    private static GoogleCredentials applicationDefault() {
        try {
            return GoogleCredentials.getApplicationDefault();
        } catch (IOException | RuntimeException e) {
            throw refused(
                    "no Google credentials were found: set GOOGLE_APPLICATION_CREDENTIALS to a key file, or give this"
                            + " machine application-default credentials",
                    e);
        }
    }

    private static ProviderException refused(String text, @Nullable Exception cause) {
        return cause == null
                ? new ProviderException(GoogleTtsFaults.PROVIDER, ErrorCode.PROVIDER_REJECTED, text)
                : new ProviderException(
                        GoogleTtsFaults.PROVIDER,
                        ErrorCode.PROVIDER_REJECTED,
                        text,
                        null,
                        GoogleTtsFaults.withoutText(cause));
    }

    /** gRPC refuses to send Google's own credentials without TLS; to a server on this machine they may go. */
    private static final class Plaintext extends Credentials {
        private static final long serialVersionUID = 1L;

        private final GoogleCredentials credentials;

        Plaintext(GoogleCredentials credentials) {
            this.credentials = credentials;
        }

        @Override
        public String getAuthenticationType() {
            return credentials.getAuthenticationType();
        }

        @Override
        public Map<String, List<String>> getRequestMetadata(URI uri) throws IOException {
            return credentials.getRequestMetadata(uri);
        }

        @Override
        public void getRequestMetadata(URI uri, Executor executor, RequestMetadataCallback callback) {
            credentials.getRequestMetadata(uri, executor, callback);
        }

        @Override
        public boolean hasRequestMetadata() {
            return credentials.hasRequestMetadata();
        }

        @Override
        public boolean hasRequestMetadataOnly() {
            return credentials.hasRequestMetadataOnly();
        }

        @Override
        public void refresh() throws IOException {
            credentials.refresh();
        }
    }
}
