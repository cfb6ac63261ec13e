package io.recruiterbrain.voice.agent.speech.google;

import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.texttospeech.v1.TextToSpeechClient;
import com.google.cloud.texttospeech.v1.TextToSpeechSettings;
import io.recruiterbrain.voice.agent.resilience.ProviderException;
import io.recruiterbrain.voice.contract.ErrorCode;
import java.io.IOException;
import java.time.Duration;

/** Opens the vendor's client; the first call connects. */
final class GoogleTtsClient {
    /** A connection that says nothing for so long is asked whether it is alive, so that a dead one is replaced. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(5);

    private GoogleTtsClient() {}

    static TextToSpeechClient open(GoogleTtsConfig config) {
        GoogleTtsConfig.Endpoint endpoint = config.address();
        InstantiatingGrpcChannelProvider.Builder channel = TextToSpeechSettings.defaultGrpcTransportProviderBuilder()
                .setEndpoint(endpoint.target())
                .setKeepAliveTimeDuration(KEEP_ALIVE)
                .setKeepAliveTimeoutDuration(KEEP_ALIVE_TIMEOUT);
        if (endpoint.plaintext()) {
            channel.setChannelConfigurator(builder -> builder.usePlaintext());
        }
        try {
            TextToSpeechSettings.Builder settings = TextToSpeechSettings.newBuilder();
            settings.setEndpoint(endpoint.target())
                    .setTransportChannelProvider(channel.build())
                    .setCredentialsProvider(FixedCredentialsProvider.create(GoogleTtsCredentials.load(config)));
            // One attempt: whether it is worth another one is decided outside, for all providers alike.
            settings.synthesizeSpeechSettings().setSimpleTimeoutNoRetriesDuration(config.timeout());
            settings.listVoicesSettings().setSimpleTimeoutNoRetriesDuration(config.timeout());
            return TextToSpeechClient.create(settings.build());
        } catch (IOException e) {
            throw new ProviderException(
                    GoogleTtsFaults.PROVIDER,
                    ErrorCode.INTERNAL,
                    "Google's client could not be opened",
                    null,
                    GoogleTtsFaults.withoutText(e));
        }
    }
}
